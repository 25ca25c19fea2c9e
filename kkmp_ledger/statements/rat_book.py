"""The annual meeting's book: the list of its sections, each with the function that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import book_year
from kkmp_ledger.base.period import long_date
from kkmp_ledger.koperasi.simpanan import position
from kkmp_ledger.statements.by_name import statement
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Report
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.shu_tables import allocation_table
from kkmp_ledger.statements.shu_tables import anggota_table
from kkmp_ledger.statements.shu_tables import simpanan_table
from kkmp_ledger.statements.spans import header
from kkmp_ledger.statements.spans import spans
from kkmp_ledger.statements.state import year_state

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from kkmp_ledger.base.period import Period
    from kkmp_ledger.book.ledger import Ledger
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.koperasi import Pengurus
    from kkmp_ledger.schema.rat import Keputusan
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import Section
    from kkmp_ledger.statements.sections import Statement
    from kkmp_ledger.statements.sections import Table

_TITLE = "Buku Rapat Anggota Tahunan"


@dataclass(frozen=True, slots=True)
class BookSources:
    """What the sections of the book of one year are made of.

    `names`: a member's name by number, as far as names are kept. `decision`: the meeting's, once
    there is one. `digest`: the year's fingerprint.
    """

    ledger: Ledger
    chart: Chart
    koperasi: Koperasi
    register: Register
    names: Mapping[str, str]
    division: Division
    decision: Keputusan | None
    proofs: tuple[Proof, ...]
    year: int
    digest: str
    tutup: bool

    @property
    def period(self) -> Period:
        """The days that the book covers."""
        return spans(self.ledger, self.koperasi, self.year, tutup=self.tutup)

    @property
    def state(self) -> str:
        """What each page says of the decision."""
        return year_state(self.decision, tutup=self.tutup)

    @property
    def header(self) -> Header:
        """What each page says of the book."""
        return header(self.koperasi, self.period, self.digest, tutup=self.tutup, state=self.state)


def _cover(id_: str, s: BookSources) -> Cover:
    k = s.koperasi
    whole = book_year(s.year, k.pembukuan_sejak)
    active = len(s.register.active_on(whole.last_day))
    rows = [
        ("Alamat", ", ".join(p for p in (k.alamat, k.kelurahan, k.kecamatan, k.kota) if p)),
        ("Badan hukum", k.badan_hukum),
        ("Nomor induk koperasi", k.nik_koperasi),
        ("Tahun buku", whole.title),
        ("Anggota", f"{active} orang per {long_date(whole.last_day)}"),
    ]
    if s.decision:
        minutes = f"{s.decision.berita_acara}, hadir {s.decision.hadir} orang"
        rows.append(("Rapat anggota", long_date(s.decision.tanggal)))
        rows.append(("Berita acara", minutes))
    identity = tuple((label, text) for label, text in rows if text)
    return Cover(id_, _TITLE, s.header, s.year, identity)


def _statement(id_: str, s: BookSources) -> Statement:
    return statement(
        id_,
        s.ledger,
        s.chart,
        s.koperasi,
        s.year,
        digest=s.digest,
        tutup=s.tutup,
        state=s.state,
    )


def _shu(_id: str, s: BookSources) -> Table:
    return allocation_table(s.division, s.chart, s.header)


def _shu_anggota(_id: str, s: BookSources) -> Table:
    return anggota_table(s.division, s.names, s.header)


def _simpanan(_id: str, s: BookSources) -> Table:
    return simpanan_table(position(s.ledger, s.chart, s.register, s.period), s.names, s.header)


def _proofs(id_: str, s: BookSources) -> Proofs:
    return Proofs(s.header, s.proofs, id_)


def _signatures(id_: str, s: BookSources) -> Signatures:
    officers = (*s.koperasi.pengurus, *s.koperasi.pengawas)
    signatories = tuple((officer.jabatan, _name(officer, s.names)) for officer in officers)
    return Signatures(id_, "Pengesahan", s.header, signatories)


def _name(officer: Pengurus, names: Mapping[str, str]) -> str:
    return officer.nama or names.get(officer.anggota, officer.anggota)


# The sections in the order of the book, by the names under which one may ask for them.
SECTIONS: dict[str, Callable[[str, BookSources], Section]] = {
    "sampul": _cover,
    "posisi-keuangan": _statement,
    "hasil-usaha": _statement,
    "perubahan-ekuitas": _statement,
    "arus-kas": _statement,
    "neraca-saldo": _statement,
    "shu": _shu,
    "shu-anggota": _shu_anggota,
    "simpanan": _simpanan,
    "pembuktian": _proofs,
    "pengesahan": _signatures,
}


def rat_book(sources: BookSources) -> Report:
    """The whole book. Raises ProblemError as the statements do."""
    title = f"{_TITLE} {sources.year} {sources.koperasi.nama}"
    sections = tuple(make(id_, sources) for id_, make in SECTIONS.items())
    return Report(title, sources.header, sections)
