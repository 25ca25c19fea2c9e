"""Every sheet of the registry: its template, filled in, books what the commands book."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import openpyxl
import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.text_book import TextBook
from kkmp_ledger.importing import sheet_events
from kkmp_ledger.importing.kinds.sheet import MEMBERS
from kkmp_ledger.koperasi.events.event import ARGUMENT
from kkmp_ledger.koperasi.events.event import SHEET_ONLY
from kkmp_ledger.koperasi.events.event import fields
from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.koperasi.events.registry import WORKBOOKS
from kkmp_ledger.koperasi.events.registry import event_of
from kkmp_ledger.koperasi.events.registry import events_of_sheet
from kkmp_ledger.koperasi.events.registry import sheet_title
from kkmp_ledger.koperasi.events.registry import sheets
from kkmp_ledger.koperasi.events.registry import sheets_of
from tests.app.small_book import expected
from tests.app.small_book import on
from tests.app.small_book import run
from tests.importing.till import xlsx

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping
    from pathlib import Path

    from kkmp_ledger.koperasi.events.registry import Listed

Cell = str | int | Decimal | date
DAY = date(2025, 11, 30)
BANK, KANTOR = "Bank BRI", "Kas Kantor"


class Case(NamedTuple):
    """A right row of an event, and what must have happened before."""

    cells: Mapping[str, Cell]
    before: tuple[tuple[str, ...], ...] = ()
    stage: str = "mulai"
    day: date = DAY
    beside: tuple[str, ...] = ()  # options that the command and the import share


def at(day: date, *words: str) -> tuple[str, ...]:
    return (*words, "--tanggal", day.isoformat())


SUKARELA = at(DAY, "setor", "A0001", "sukarela", "50000", "--ke", KANTOR)
LEFT = at(DAY, "anggota", "keluar", "A0002", "--alasan", "pindah")
ACCRUED = at(DAY, "catat", "beban", "listrik", "90000", "--uraian", "x", "--dari", "Akrual")
OWED = at(DAY, "catat", "beli", "sembako", "90000", "--pemasok", "CV Rekaan", "--dari", "Utang")
DECIDED = (
    "rat", "putuskan", "--tahun", "2025", "--berita-acara", "01/RAT/2026", "--hadir", "3",
    "--tanggal", "2026-02-01",
)  # fmt: skip
FEBRUARY = date(2026, 2, 5)
# fmt: off
CASES: dict[str, Case] = {
    "setor": Case({"Nomor anggota": "a0001", "Simpanan": "wajib", "Setor": 10000, "Kas": KANTOR}),
    "tarik": Case(
        {"Nomor anggota": "A0001", "Simpanan": "sukarela", "Tarik": "5.000", "Kas": KANTOR},
        (SUKARELA,),
    ),
    "anggota tambah": Case({"Nama": "Warga Karangan 9", "Alamat": "Jalan Rekaan 9"}),
    "anggota keluar": Case({"Nomor anggota keluar": "A0003", "Alasan keluar": "pindah"}),
    "catat bayar-keluar": Case(
        {"Nomor bekas anggota": "A0002", "Dikembalikan dari": KANTOR}, (LEFT,)
    ),
    "catat beban": Case(
        {"Jenis beban": "listrik", "Jumlah": 50000, "Uraian": "Juli", "Dibayar dari": BANK}
    ),
    "catat bayar-akrual": Case(
        {"Jumlah akrual": 40000, "Uraian": "listrik", "Dibayar dari": BANK}, (ACCRUED,)
    ),
    "catat dibayar-di-muka": Case(
        {
            "Jumlah di muka": 600000, "Untuk apa": "Sewa", "Jenis dibayar di muka": "sewa",
            "Menjadi beban": "Beban sewa", "Untuk (bulan)": 12, "Dibayar dari": BANK,
        }
    ),
    "catat beli": Case(
        {
            "Unit": "sembako", "Jumlah": "Rp 90.000", "Pemasok": "CV Rekaan",
            "Dibayar dari": "Utang", "Uraian": "Beras",
        }
    ),
    "catat bayar-utang": Case(
        {"Unit": "sembako", "Jumlah utang": 50000, "Pemasok": "CV Rekaan", "Dibayar dari": BANK},
        (OWED,),
    ),
    "catat setor-bank": Case({"Jumlah dipindahkan": 50000, "Dari": KANTOR, "Ke": BANK}),
    "catat pencairan": Case(
        {"Akuirer": "QRIS BRI", "Bruto": 65000, "Masuk ke": BANK, "Potongan": "455,50"},
        stage="november",
        day=date(2025, 12, 1),
    ),
    "catat bunga-bank": Case({"Bank": BANK, "Bunga bruto": "1.234,56", "Pajak": Decimal("246.91")}),
    "catat bayar-pajak": Case(
        {"Jumlah pajak": 4000, "Dibayar dari": BANK}, stage="setahun", day=FEBRUARY
    ),
    "catat hitung-kas": Case(
        {"Kas atau bank": KANTOR, "Hasil hitung": 230000, "Lembar": "BA-1", "Saksi": "Warga"}
    ),
    "catat opname": Case({
            "Unit": "sembako", "Nilai opname": 1499000, "Lembar": "BA-2",
            "Alasan selisih": "susut", "Saksi": "Warga",
        },
        beside=("--ya",),),
    "catat hibah": Case(
        {"Jumlah hibah": 90000, "Pemberi hibah": "Kota", "Uraian": "Modal", "Masuk ke": BANK}
    ),
    "catat pinjaman": Case(
        {
            "Jumlah pinjaman": 90000, "Pemberi pinjaman": "Bank Rekaan", "Masuk ke": BANK,
            "Jenis pemberi": "bank",
        }
    ),
    "catat aset": Case(
        {
            "Harga aset": 900000, "Nama aset": "Kulkas", "Jenis aset": "Mesin dan peralatan",
            "Umur (bulan)": "48", "Dibayar dari": BANK,
        }
    ),
    "shu bayar": Case(
        {"Nomor penerima SHU": "A0001", "SHU dibayar dari": BANK},
        (DECIDED,), "setahun", FEBRUARY,
    ),
}
# fmt: on


def written(value: Cell) -> str:
    """A cell as a person types it at the terminal."""
    return str(value).replace(".", ",") if isinstance(value, Decimal) else str(value)


def command(path: str, case: Case) -> list[str]:
    """The same event as a command."""
    arguments: list[str] = []
    options: list[str] = []
    for field in fields(event_of(path)):
        if field.at.cli == SHEET_ONLY or field.at.column not in case.cells:
            continue
        value = written(case.cells[field.at.column])
        if field.at.cli == ARGUMENT:
            arguments.append(value)
        else:
            options += [field.at.cli, value]
    return [*path.split(), *arguments, *options, "--tanggal", case.day.isoformat()]


def stands(folder: Path) -> list[object]:
    """What is booked, wherever it stands and whichever paper it came of; and the registers."""
    found: list[object] = []
    for file in TextBook.read(folder).files:
        for e in file.entries:
            legs = [(m.akun, m.jumlah, dict(m.meta)) for m in e.movements]
            found.append((e.tanggal, e.jenis, e.uraian, e.pihak, legs, e.lembar, e.alasan))
        found += [(a.tanggal, a.akun, a.jumlah, a.dihitung, a.lembar) for a in file.assertions]
    for name in ("anggota.csv", "aset.csv", "pribadi.csv"):
        path = folder / name
        found.append(path.read_text(encoding="utf-8") if path.is_file() else "")
    return sorted(found, key=str)


def filled(folder: Path, name: str, cases: Mapping[str, Case], target: Path) -> Path:
    """The template of that name with a row typed in on each of the sheets."""
    expected(folder, "templat", name, "-o", target)
    book = openpyxl.load_workbook(target)
    for sheet, case in cases.items():
        page = book[sheet_title(sheet)]
        cells = {**case.cells, events_of_sheet(sheet)[0].date_column: case.day}
        titles = [cell.value for cell in page[1]]
        for title, value in cells.items():
            page.cell(2, titles.index(title) + 1, value)
    book.save(target)
    return target


def test_every_event_has_a_case() -> None:
    assert set(CASES) == {e.path for e in EVENTS}


@pytest.mark.parametrize("listed", EVENTS, ids=lambda e: e.path)
def test_a_row_books_what_the_command_books(
    listed: tuple[str, ...], copy: Callable[[str], Path], tmp_path: Path
) -> None:
    path, sheet = listed[0], listed[2]
    case = CASES[path]
    now = on(case.day.isoformat(), "23:00:00")
    one, other = copy(case.stage), copy(case.stage)
    for folder in (one, other):
        for words in case.before:
            expected(folder, *words, *now)
    paper = filled(one, sheet, {sheet: case}, tmp_path / f"{sheet}.xlsx")
    before = stands(one)
    take = ("anggota", "impor") if sheet == MEMBERS else ("impor",)
    expected(one, *take, paper, *case.beside, *now)
    expected(other, *command(path, case), *case.beside, *now)
    assert stands(one) == stands(other) != before
    assert run(one, "cek").kode == 0
    kept = (one / "dokumen" / paper.name).is_file()
    assert kept == (sheet != MEMBERS)  # personal data stays out of the papers


@pytest.mark.parametrize("listed", EVENTS, ids=lambda e: e.path)
def test_every_event_is_told_in_a_sentence_and_undone(
    listed: Listed, copy: Callable[[str], Path]
) -> None:
    """By the number that it was told with; the balances and the members are as before."""
    case = CASES[listed.path]
    now = on(case.day.isoformat(), "23:00:00")
    folder = copy(case.stage)
    for words in case.before:
        expected(folder, *words, *now)
    balances = TextBook.read(folder).balances(date.max)
    members = expected(folder, "anggota", "daftar").text
    said = expected(folder, *command(listed.path, case), *case.beside, *now).text
    told = re.match(r"dicatat ((?:KS|AG)-\d{4}-\d{4}): (\w.+ .+)$", said, re.MULTILINE)
    assert told, said
    expected(folder, "balik", told[1], "--alasan", "salah", *now)
    assert TextBook.read(folder).balances(date.max) == balances
    assert expected(folder, "anggota", "daftar").text == members
    assert run(folder, "cek").kode == 0


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_books_what_its_sheets_book(
    name: str, copy: Callable[[str], Path], tmp_path: Path
) -> None:
    """Its template, filled in, as the commands in the order of its sheets; counts see the rest."""
    paths = {e.sheet: e.path for e in reversed(EVENTS) if not CASES[e.path].before}
    chosen = {
        sheet: CASES[paths[sheet]]
        for sheet in sheets_of(name)
        if sheet in paths and CASES[paths[sheet]].stage == "mulai" and sheet != "hitung-kas"
    }
    assert len(chosen) > 3
    now = on(DAY.isoformat(), "23:00:00")
    one, other = copy("mulai"), copy("mulai")
    paper = filled(one, name, chosen, tmp_path / f"{name}.xlsx")
    said = expected(one, "impor", paper, "--ya", *now).text
    assert f"berkas {name}: {len(chosen)} baris dibukukan" in said
    assert "LEMBAR-LAIN" not in said
    for sheet, case in chosen.items():
        expected(other, *command(paths[sheet], case), *case.beside, *now)
    assert stands(one) == stands(other)
    assert run(one, "cek").kode == 0


@pytest.mark.parametrize("sheet", sheets())
def test_wrong_rows_are_refused_by_row(sheet: str, tmp_path: Path) -> None:
    columns = {column.nama: column for column in sheet_events.columns(sheet)}
    several = len(events_of_sheet(sheet)) > 1
    own = [n for names in sheet_events.exclusive(sheet).values() for n in names if several]
    case = next(CASES[e.path] for e in EVENTS if e.sheet == sheet)
    day = events_of_sheet(sheet)[0].date_column
    good: dict[str, Cell] = {**case.cells, day: case.day}

    def facts(cells: Mapping[str, Cell]) -> list[tuple[str, int, str]]:
        rows: list[list[Any]] = [list(columns), [cells.get(name) for name in columns]]
        with pytest.raises(ProblemError) as caught:
            sheet_events.read(xlsx(tmp_path / "s.xlsx", rows), (sheet,))
        return [(p.code, p.place.line, p.fact) for p in caught.value.problems if p.place]

    for name in (name for name in good if columns[name].required):
        without = {n: v for n, v in good.items() if n != name}
        said = f"{name} kosong" if name not in own else "sama-sama kosong"
        ((code, line, fact),) = facts(without)
        assert (code, line, fact.endswith(said)) == ("SEL-SALAH", 2, True)
    for name, column in columns.items():
        if column.value.form != "teks" and name in good:
            ((code, line, fact),) = facts({**good, name: "1,2,3"})
            shown = name if column.private else f'{name} "1,2,3"'
            assert (code, line, fact) == ("SEL-SALAH", 2, f"{shown} bukan {column.value.form}")
    if several:
        assert [f for _, _, f in facts({**good, **dict.fromkeys(own, 5)})] == [
            f"{' dan '.join(own)} sama-sama terisi"
        ]
