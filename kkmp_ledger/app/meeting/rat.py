"""The annual meeting: its book, and its decision on the SHU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.checking.proving import prove
from kkmp_ledger.app.generating.machine_files import rat_file
from kkmp_ledger.app.generating.machine_files import rat_text
from kkmp_ledger.app.looking.shu_report import shu
from kkmp_ledger.app.writing.recorder import write
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import Content
from kkmp_ledger.book.door import Write
from kkmp_ledger.book.parsed import each_read_once
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.koperasi.keputusan import decide as keputusan_from
from kkmp_ledger.koperasi.pribadi import member_names
from kkmp_ledger.koperasi.shu_year import compute_shu
from kkmp_ledger.schema.rat import write_rat
from kkmp_ledger.statements.rat_book import BookSources
from kkmp_ledger.statements.rat_book import rat_book as sections_of_book

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder.folder import Folder
    from kkmp_ledger.app.writing.recorder import Recorder
    from kkmp_ledger.book.door import Written
    from kkmp_ledger.book.index.index import Index
    from kkmp_ledger.schema.rat import Keputusan
    from kkmp_ledger.statements.sections import Report


def rat_book(folder: Folder, year: int) -> Report:
    """The meeting's book, from the text, with its proofs. Raises ProblemError."""
    folder.demand_data()
    ledger, digest, proofs = prove(folder, year, until=folder.cut(year))
    return sections_of_book(
        BookSources(
            ledger=ledger,
            chart=folder.chart,
            koperasi=folder.koperasi,
            register=folder.register,
            names=member_names(folder.pribadi),
            division=shu(folder, ledger, year),
            decision=folder.keputusan.get(year),
            proofs=proofs,
            year=year,
            digest=digest,
            tutup=year in folder.closed.years,
        )
    )


def decide(
    folder: Folder,
    recorder: Recorder,
    *,
    year: int,
    tanggal: date,
    berita_acara: str,
    hadir: int,
) -> tuple[Keputusan, Written]:
    """Write the meeting's decision and its one entry, once. Raises ProblemError."""
    if year not in folder.closed.years:
        hint = f"jalankan dulu kkmp tutup {year}"
        raise ProblemError(Problem("RAT-TAHUN", f"tahun buku {year} belum ditutup", hint))
    if year in folder.keputusan:
        fact = f"keputusan RAT tahun buku {year} sudah dibukukan"
        hint = "kesalahan dikoreksi di tahun berjalan, tidak dengan memutuskan lagi"
        raise ProblemError(Problem("RAT-ADA", fact, hint, Place(f"rat/{year}.toml")))
    month = Month.of(tanggal)
    if folder.closed.contains(month):
        hint = "pakai tanggal rapat yang bulannya masih terbuka"
        raise ProblemError(Problem("BULAN-TERTUTUP", f"{month.title} sudah ditutup", hint))
    made: list[Keputusan] = []

    def make_plan(_index: Index) -> Write:
        book = TextBook.read(folder.path)
        computed = compute_shu(book, folder.chart, folder.koperasi, folder.register, year)
        decision = keputusan_from(
            computed, year=year, tanggal=tanggal, berita_acara=berita_acara, hadir=hadir
        )
        made.append(decision)
        files = {rat_file(year): rat_text(folder, decision)} if decision.shu > 0 else {}
        source = {f"rat/{year}.toml": Content(write_rat(decision).encode())}
        return Write(machine=files, source=source, read={f"rat/{year}.toml": ""})

    with each_read_once():
        result = write(folder, recorder, make_plan, f"keputusan RAT {year}")
    return made[-1], result
