"""The register of members: who joined and left, and when; activity comes from here alone."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING
from typing import Literal
from typing import cast
from typing import get_args

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import one_line
from kkmp_ledger.koperasi.daftar import baca_daftar
from kkmp_ledger.koperasi.daftar import baca_tanggal
from kkmp_ledger.koperasi.daftar import tulis_daftar
from kkmp_ledger.spec.chart import NOMOR_ANGGOTA

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from kkmp_ledger.koperasi.daftar import BarisDaftar

KOLOM = ("nomor", "tanggal", "peristiwa", "keterangan")
JenisPeristiwa = Literal["masuk", "keluar", "meninggal", "masuk-lagi"]
_JENIS = get_args(JenisPeristiwa)
_BERHENTI = ("keluar", "meninggal")


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One row of `anggota.csv`: what happened to the membership of `nomor`, on which day."""

    nomor: str
    tanggal: date
    peristiwa: JenisPeristiwa
    keterangan: str = ""


@dataclass(frozen=True, slots=True)
class Masa:
    """One membership: the days from `masuk` up to, not including, `keluar` (None: still on)."""

    masuk: date
    keluar: date | None = None

    def __contains__(self, day: date) -> bool:
        """Tell whether the member is active on the day."""
        return self.masuk <= day and (self.keluar is None or day < self.keluar)


def urutan_nomor(nomor: str) -> tuple[int, str]:
    """Sort key of member numbers: A9999 stands before A10000."""
    return (len(nomor), nomor)


@dataclass(frozen=True, slots=True)
class Register:
    """The events of all members in file order. Built only from events that follow each other.

    A member has at most one event a day; the order of rows in the file does not matter.
    """

    peristiwa: tuple[Peristiwa, ...] = ()
    _masa: dict[str, list[Masa]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out the memberships once."""
        masa = {}
        for nomor, events in _per_anggota(self.peristiwa).items():
            masa[nomor], wrong = _masa(events)
            assert not wrong, wrong
        object.__setattr__(self, "_masa", masa)

    def terdaftar(self, nomor: str) -> bool:
        """Tell whether the number was ever given to a member."""
        return nomor in self._masa

    def aktif(self, nomor: str, pada: date) -> bool:
        """Tell whether the member is active on the day: from joining up to leaving, half-open."""
        return any(pada in masa for masa in self._masa.get(nomor, ()))

    def nomor(self) -> list[str]:
        """Every number ever given, in order."""
        return sorted(self._masa, key=urutan_nomor)

    def aktif_pada(self, day: date) -> list[str]:
        """The numbers of the members active on the day, in order."""
        return [n for n in self.nomor() if self.aktif(n, day)]

    def masa(self, nomor: str) -> tuple[Masa, ...]:
        """The memberships of a number, oldest first; empty when it is not registered."""
        return tuple(self._masa.get(nomor, ()))

    def masuk(self, nomor: str) -> date | None:
        """The day on which the latest membership began; None when not registered."""
        masa = self._masa.get(nomor)
        return masa[-1].masuk if masa else None

    def keluar(self, nomor: str) -> date | None:
        """The day on which the latest membership ended; None while it goes on."""
        masa = self._masa.get(nomor)
        return masa[-1].keluar if masa else None

    def berikut(self) -> str:
        """The next number that was never given: A0001, A0002 and so on."""
        last = max((int(n[1:]) for n in self._masa), default=0)
        return f"A{last + 1:04d}"

    def masalah(self, nomor: str, pada: date, place: Place | None = None) -> Problem | None:
        """What stands in the way of booking something for the member on the day, if anything."""
        if not self.terdaftar(nomor):
            hint = "periksa nomornya di kkmp anggota daftar"
            return Problem("ANGGOTA-ASING", f"nomor {nomor} tidak terdaftar", hint, place)
        if self.aktif(nomor, pada):
            return None
        last = [m.keluar for m in self._masa[nomor] if m.keluar and m.keluar <= pada]
        if last:
            fact = f"{nomor} sudah keluar sejak {tanggal_panjang(last[-1])}"
        else:
            fact = f"{nomor} baru masuk {tanggal_panjang(self._masa[nomor][0].masuk)}"
        fact += f", jadi bukan anggota pada {tanggal_panjang(pada)}"
        hint = "periksa tanggalnya, atau perbaiki tanggal masuk dan keluarnya"
        return Problem("ANGGOTA-TIDAK-AKTIF", fact, hint, place)

    def dengan(self, *peristiwa: Peristiwa) -> Register:
        """The register with more events. Raises ProblemError ISIAN when they do not follow."""
        events = (*self.peristiwa, *peristiwa)
        wrong = [
            Problem("ISIAN", *reason)
            for several in _per_anggota(events).values()
            for _, reason in _masa(several)[1]
        ]
        if wrong:
            raise ProblemError(wrong)
        return Register(events)

    def tulis(self) -> str:
        """The text of `anggota.csv`; reading it gives an equal register."""
        rows = ((p.nomor, str(p.tanggal), p.peristiwa, p.keterangan) for p in self.peristiwa)
        return tulis_daftar(KOLOM, rows)


def baca_register(text: str, path: str) -> tuple[Register, list[Problem]]:
    """Read the text of `anggota.csv`; a register without the rows that are wrong, and those.

    A member with a row that cannot be read is not judged further: one mistake, one problem.
    """
    rows, problems = baca_daftar(text, path, KOLOM)
    line: dict[tuple[str, date], int] = {}
    events: list[Peristiwa] = []
    spoiled: set[str] = set()
    for row in rows:
        event = _baca_baris(row)
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
        for event, reason in _masa(several)[1]:
            wrong.add(nomor)
            place = Place(path, line[nomor, event.tanggal])
            problems.append(Problem("ANGGOTA-BERKAS", *reason, place))
    return Register(tuple(e for e in events if e.nomor not in wrong)), problems


def _baca_baris(row: BarisDaftar) -> Peristiwa | tuple[str, str]:
    """The row's event, or the fact and the hint of what is wrong with it."""
    nomor, tanggal = row["nomor"], baca_tanggal(row["tanggal"])
    if not NOMOR_ANGGOTA.fullmatch(nomor):
        return ("nomor anggota tidak berbentuk A0001", "tulis huruf A dan empat angka")
    if tanggal is None:
        return (f"tanggal {nomor} tidak berbentuk 2026-03-31", "tulis tahun-bulan-hari")
    if row["peristiwa"] not in _JENIS:
        return (f"peristiwa {nomor} tidak dikenal", f"pakai salah satu: {', '.join(_JENIS)}")
    jenis = cast("JenisPeristiwa", row["peristiwa"])
    return Peristiwa(nomor, tanggal, jenis, one_line(row["keterangan"]))


def _per_anggota(events: Iterable[Peristiwa]) -> dict[str, list[Peristiwa]]:
    """The events of each member, oldest first."""
    found: dict[str, list[Peristiwa]] = {}
    for event in events:
        found.setdefault(event.nomor, []).append(event)
    return {n: sorted(several, key=lambda e: e.tanggal) for n, several in found.items()}


def _masa(events: list[Peristiwa]) -> tuple[list[Masa], list[tuple[Peristiwa, tuple[str, str]]]]:
    """The memberships that one member's events make, and the events that do not follow."""
    masa: list[Masa] = []
    wrong: list[tuple[Peristiwa, tuple[str, str]]] = []
    last: Peristiwa | None = None
    for event in events:
        reason = _tidak_urut(event, masa, last)
        if reason:
            wrong.append((event, reason))
            continue
        last = event
        if event.peristiwa in _BERHENTI:
            masa[-1] = Masa(masa[-1].masuk, event.tanggal)
        else:
            masa.append(Masa(event.tanggal))
    return masa, wrong


def _tidak_urut(
    event: Peristiwa, masa: list[Masa], last: Peristiwa | None
) -> tuple[str, str] | None:
    """Why the event cannot follow the ones before it; None when it can."""
    on = bool(masa) and masa[-1].keluar is None
    what = f"{event.nomor} {event.peristiwa} pada {event.tanggal}"
    if last and last.tanggal == event.tanggal:
        return (f"{what}, hari yang sama dengan {last.peristiwa}", "pakai tanggal sesudahnya")
    if last and last.peristiwa == "meninggal":
        return (f"{what}, padahal sudah meninggal", "beri nomor baru kepada ahli warisnya")
    if event.peristiwa == "masuk" and masa:
        word = "masih anggota" if on else "pernah menjadi anggota"
        return (f"{what}, padahal {word}", "hapus baris ini" if on else "pakai masuk-lagi")
    if event.peristiwa == "masuk-lagi" and (on or not masa):
        word = "belum pernah keluar" if on else "belum pernah masuk"
        return (f"{what}, padahal {word}", "hapus baris ini" if on else "pakai masuk")
    if event.peristiwa in _BERHENTI and not on:
        word = "sudah keluar" if masa else "belum masuk"
        return (f"{what}, padahal {word}", "periksa tanggal dan urutan barisnya")
    return None
