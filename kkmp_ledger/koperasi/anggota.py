"""The register of members: who joined and left, and when; activity comes from here alone."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Literal
from typing import cast
from typing import get_args

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import ensure
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.schema.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kkmp_ledger.koperasi.lists import ListRow

COLUMNS = ("nomor", "tanggal", "peristiwa", "keterangan")
YOUNGER = ("bukti", "dibalik")
PeristiwaKind = Literal["masuk", "keluar", "meninggal", "masuk-lagi"]
_JENIS = get_args(PeristiwaKind)
_ENDS = ("keluar", "meninggal")
_FIRST = "balik yang lebih kemudian itu dahulu"


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One row of `anggota.csv`: what happened to the membership of `nomor`, on which day.

    `bukti` is the number of the event that brought the row, "" in books from before events had
    one; `undone_by` the number of what undid it: the row stays, and counts no more.
    """

    nomor: str
    tanggal: date
    peristiwa: PeristiwaKind
    keterangan: str = ""
    bukti: str = ""
    undone_by: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership: the days from `masuk` up to, not including, `keluar` (None: still on)."""

    masuk: date
    keluar: date | None = None

    def __contains__(self, day: date) -> bool:
        """Tell whether the member is active on the day."""
        return self.masuk <= day and (self.keluar is None or day < self.keluar)


def by_number(nomor: str) -> tuple[int, str]:
    """Sort key of member numbers: A9999 stands before A10000."""
    return (len(nomor), nomor)


@dataclass(frozen=True, slots=True)
class Register:
    """The events of all members in file order. Built only from events that follow each other.

    A member has at most one event a day; the order of rows in the file does not matter.
    """

    peristiwa: tuple[Peristiwa, ...] = ()
    # what counts of each member, and what it makes
    _of: dict[str, list[Peristiwa]] = field(init=False, repr=False, compare=False)
    _term: dict[str, list[Membership]] = field(init=False, repr=False, compare=False)
    _last: int = field(init=False, repr=False, compare=False)  # the highest number ever written

    def __post_init__(self) -> None:
        """Work out the memberships once."""
        memberships = {}
        of = _per_anggota(self.peristiwa)
        for nomor, events in of.items():
            memberships[nomor], wrong = _term(events)
            ensure(not wrong, wrong)
        last = max((int(p.nomor[1:]) for p in self.peristiwa), default=0)
        self._set(of, memberships, last)

    def _set(
        self, of: dict[str, list[Peristiwa]], memberships: dict[str, list[Membership]], last: int
    ) -> None:
        object.__setattr__(self, "_of", of)
        object.__setattr__(self, "_term", memberships)
        object.__setattr__(self, "_last", last)

    def registered(self, nomor: str) -> bool:
        """Tell whether the number was ever given to a member."""
        return nomor in self._term

    def active(self, nomor: str, on: date) -> bool:
        """Tell whether the member is active on the day: from joining up to leaving, half-open."""
        return any(on in memberships for memberships in self._term.get(nomor, ()))

    def nomor(self) -> list[str]:
        """Every number ever given, in order."""
        return sorted(self._term, key=by_number)

    def active_on(self, day: date) -> list[str]:
        """The numbers of the members active on the day, in order."""
        return [n for n in self.nomor() if self.active(n, day)]

    def memberships(self, nomor: str) -> tuple[Membership, ...]:
        """The memberships of a number, oldest first; empty when it is not registered."""
        return tuple(self._term.get(nomor, ()))

    def masuk(self, nomor: str) -> date | None:
        """The day on which the latest membership began; None when not registered."""
        memberships = self._term.get(nomor)
        return memberships[-1].masuk if memberships else None

    def keluar(self, nomor: str) -> date | None:
        """The day on which the latest membership ended; None while it goes on."""
        memberships = self._term.get(nomor)
        return memberships[-1].keluar if memberships else None

    def following(self) -> str:
        """The next number that was never given: A0001, A0002 and so on."""
        return f"A{self._last + 1:04d}"

    def problems(self, nomor: str, on: date, place: Place | None = None) -> Problem | None:
        """What stands in the way of booking something for the member on the day, if anything."""
        if not self.registered(nomor):
            hint = "periksa nomornya di kkmp anggota daftar"
            return Problem("ANGGOTA-ASING", f"nomor {nomor} tidak terdaftar", hint, place)
        if self.active(nomor, on):
            return None
        last = [m.keluar for m in self._term[nomor] if m.keluar and m.keluar <= on]
        if last:
            fact = f"{nomor} sudah keluar sejak {long_date(last[-1])}"
        else:
            fact = f"{nomor} baru masuk {long_date(self._term[nomor][0].masuk)}"
        fact += f", jadi bukan anggota pada {long_date(on)}"
        hint = "periksa tanggalnya, atau perbaiki tanggal masuk dan keluarnya"
        return Problem("ANGGOTA-TIDAK-AKTIF", fact, hint, place)

    def demand_follows(self, *peristiwa: Peristiwa) -> dict[str, list[Peristiwa]]:
        """The events of the members whom these touch, with these. Raises ProblemError ISIAN."""
        theirs: dict[str, list[Peristiwa]] = {}
        for nomor, several in _per_anggota(peristiwa).items():
            both = [*self._of.get(nomor, ()), *several]
            theirs[nomor] = sorted(both, key=lambda e: e.tanggal)
        found = (_term(several)[1] for several in theirs.values())
        if wrong := [Problem("ISIAN", *reason) for bad in found for _, reason in bad]:
            raise ProblemError(wrong)
        return theirs

    def plus(self, *peristiwa: Peristiwa) -> Register:
        """The register with more events. Raises ProblemError ISIAN when they do not follow."""
        theirs = self.demand_follows(*peristiwa)
        grown = object.__new__(Register)  # only the members whom they touch are looked at again
        object.__setattr__(grown, "peristiwa", (*self.peristiwa, *peristiwa))
        last = max((int(p.nomor[1:]) for p in peristiwa), default=0)
        memberships = {nomor: _term(several)[0] for nomor, several in theirs.items()}
        grown._set(  # another self
            {**self._of, **theirs}, {**self._term, **memberships}, max(self._last, last)
        )
        return grown

    def without(self, bukti: str, undoing: str) -> Register:
        """The register with the rows of the event undone. Raises ProblemError ISIAN.

        A later event that rests on one of the rows stands in the way, and is named.
        """
        rows = tuple(
            replace(p, undone_by=undoing) if p.bukti == bukti and not p.undone_by else p
            for p in self.peristiwa
        )
        wrong = [
            Problem("ISIAN", f"{late.bukti or late.nomor} bersandar pada {bukti}: {fact}", _FIRST)
            for several in _per_anggota(rows).values()
            for late, (fact, _) in _term(several)[1]
        ]
        if wrong:
            raise ProblemError(wrong)
        return Register(rows)

    def write(self) -> str:
        """The text of `anggota.csv`; reading it gives an equal register."""
        rows = (
            (p.nomor, str(p.tanggal), p.peristiwa, p.keterangan, p.bukti, p.undone_by)
            for p in self.peristiwa
        )
        return write_list((*COLUMNS, *YOUNGER), rows)


def read_register(text: str, path: str) -> tuple[Register, list[Problem]]:
    """Read the text of `anggota.csv`; a register without the rows that are wrong, and those.

    A member with a row that cannot be read is not judged further: one mistake, one problem.
    """
    rows, problems = read_list(text, path, COLUMNS, YOUNGER)
    line: dict[tuple[str, date], int] = {}
    events: list[Peristiwa] = []
    spoiled: set[str] = set()
    for row in rows:
        event = _read_row(row)
        if isinstance(event, Peristiwa) and event.undone_by:
            events.append(event)
            continue
        if isinstance(event, Peristiwa) and (event.nomor, event.tanggal) in line:
            first = line[event.nomor, event.tanggal]
            event = (
                f"{event.nomor} sudah punya peristiwa pada {event.tanggal}, di baris {first}",
                "satu anggota paling banyak satu peristiwa sehari; hapus yang salah",
            )
        if isinstance(event, Peristiwa):
            line[event.nomor, event.tanggal] = row.line
            events.append(event)
        else:
            spoiled.add(row["nomor"])
            problems.append(Problem("ANGGOTA-BERKAS", *event, Place(path, row.line)))
    wrong: set[str] = set(spoiled)
    for nomor, several in _per_anggota(events).items():
        if nomor in spoiled:
            continue
        for event, reason in _term(several)[1]:
            wrong.add(nomor)
            place = Place(path, line[nomor, event.tanggal])
            problems.append(Problem("ANGGOTA-BERKAS", *reason, place))
    return Register(tuple(e for e in events if e.nomor not in wrong)), problems


def _read_row(row: ListRow) -> Peristiwa | tuple[str, str]:
    """The row's event, or the fact and the hint of what is wrong with it."""
    nomor, tanggal = row["nomor"], read_date(row["tanggal"])
    if not NOMOR_ANGGOTA.fullmatch(nomor):
        return ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
    if tanggal is None:
        return (f"tanggal {nomor} tidak berbentuk 2026-03-31", "tulis tahun-bulan-hari")
    if row["peristiwa"] not in _JENIS:
        return (f"peristiwa {nomor} tidak dikenal", f"pakai salah satu: {', '.join(_JENIS)}")
    jenis = cast("PeristiwaKind", row["peristiwa"])
    said = one_line(row["keterangan"])
    return Peristiwa(nomor, tanggal, jenis, said, row["bukti"], row["dibalik"])


def _per_anggota(events: Iterable[Peristiwa]) -> dict[str, list[Peristiwa]]:
    """The events of each member that count, oldest first."""
    found: dict[str, list[Peristiwa]] = {}
    for event in events:
        if event.undone_by:
            continue
        found.setdefault(event.nomor, []).append(event)
    return {n: sorted(several, key=lambda e: e.tanggal) for n, several in found.items()}


def _term(
    events: list[Peristiwa],
) -> tuple[list[Membership], list[tuple[Peristiwa, tuple[str, str]]]]:
    """The memberships that one member's events make, and the events that do not follow."""
    memberships: list[Membership] = []
    wrong: list[tuple[Peristiwa, tuple[str, str]]] = []
    last: Peristiwa | None = None
    for event in events:
        reason = _out_of_order(event, memberships, last)
        if reason:
            wrong.append((event, reason))
            continue
        last = event
        if event.peristiwa in _ENDS:
            memberships[-1] = Membership(memberships[-1].masuk, event.tanggal)
        else:
            memberships.append(Membership(event.tanggal))
    return memberships, wrong


def _out_of_order(
    event: Peristiwa, memberships: list[Membership], last: Peristiwa | None
) -> tuple[str, str] | None:
    """Why the event cannot follow the ones before it; None when it can."""
    on = bool(memberships) and memberships[-1].keluar is None
    what = f"{event.nomor} {event.peristiwa} pada {event.tanggal}"
    if last and last.tanggal == event.tanggal:
        return (f"{what}, hari yang sama dengan {last.peristiwa}", "pakai tanggal sesudahnya")
    if last and last.peristiwa == "meninggal":
        return (f"{what}, padahal sudah meninggal", "beri nomor baru kepada ahli warisnya")
    if event.peristiwa == "masuk" and memberships:
        word = "masih anggota" if on else "pernah menjadi anggota"
        return (f"{what}, padahal {word}", "hapus baris ini" if on else "pakai masuk-lagi")
    if event.peristiwa == "masuk-lagi" and (on or not memberships):
        word = "belum pernah keluar" if on else "belum pernah masuk"
        return (f"{what}, padahal {word}", "hapus baris ini" if on else "pakai masuk")
    if event.peristiwa in _ENDS and not on:
        word = "sudah keluar" if memberships else "belum masuk"
        return (f"{what}, padahal {word}", "periksa tanggal dan urutan barisnya")
    return None
