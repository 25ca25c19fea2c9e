"""Assets and prepaid costs: their list, their straight lines, and what a month costs of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import read_rupiah
from kkmp_ledger.base.period import Month
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.lists import read_date
from kkmp_ledger.koperasi.lists import read_list
from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.schema.chart import BEBAN
from kkmp_ledger.schema.numbering import number_month
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.koperasi.lists import ListRow
    from kkmp_ledger.schema.chart import Chart

COLUMNS = ("nama", "jenis", "tanggal", "nilai", "bulan", "akun", "lawan", "beban")
YOUNGER = ("bukti", "dibalik")
SPENT = (Role.AKUMULASI_PENYUSUTAN, Role.AKUMULASI_AMORTISASI)
_BUKTI = {"aset": "SUSUT", "muka": "MUKA"}


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One row of `aset.csv`: `nilai` rupiah from `tanggal`, spent over `bulan` months.

    `akun` holds the asset or prepaid cost, `lawan` its contra account ("" for a prepaid cost),
    `beban` takes the monthly cost. 0 months (land): never spent.
    """

    nama: str
    jenis: Literal["aset", "muka"]
    tanggal: date
    value: int
    month: int
    akun: str
    contra: str
    beban: str
    line: int = field(default=0, compare=False)
    bukti: str = ""  # of the event that brought the row; "" for a row that a person wrote
    undone_by: str = ""  # the number of what undid it: the row stays, and costs nothing more

    @property
    def credit(self) -> str:
        """The account that the monthly cost takes from."""
        return self.contra or self.akun


def read_aset(text: str, path: str, chart: Chart) -> tuple[list[AssetRow], list[Problem]]:
    """Read the text of `aset.csv`: the rows in file order that are right, and what is wrong."""
    rows, problems = read_list(text, path, COLUMNS, YOUNGER)
    found: list[AssetRow] = []
    for row in rows:
        place = Place(path, row.line)
        wrong = _wrong(row, chart)
        problems += (Problem(code, fact, hint, place) for code, fact, hint in wrong)
        if not wrong:
            tanggal, value = read_date(row["tanggal"]), read_rupiah(row["nilai"])
            assert tanggal is not None
            assert value is not None
            jenis: Literal["aset", "muka"] = "aset" if row["jenis"] == "aset" else "muka"
            found.append(
                AssetRow(
                    row["nama"],
                    jenis,
                    tanggal,
                    value,
                    int(row["bulan"]),
                    row["akun"],
                    row["lawan"],
                    row["beban"],
                    row.line,
                    row["bukti"],
                    row["dibalik"],
                )
            )
    return found, problems


def _wrong(row: ListRow, chart: Chart) -> list[tuple[str, str, str]]:
    """Code, fact and hint of everything that is wrong with the row."""
    jenis = row["jenis"]
    contra = {"aset": tuple(map(chart.path, SPENT)), "muka": ("",)}
    if jenis not in contra:
        return [("SEL-SALAH", f'jenis "{jenis}" tidak dikenal', "pakai aset atau muka")]
    akun, beban = chart.akun(row["akun"]), chart.akun(row["beban"])
    months = row["bulan"]
    tests = (
        (bool(row["nama"]), "nama kosong", "isi nama asetnya"),
        (
            read_date(row["tanggal"]) is not None,
            "tanggal tidak berbentuk 2026-03-31",
            "tulis tahun-bulan-hari",
        ),
        (bool(read_rupiah(row["nilai"])), "nilai bukan rupiah bulat di atas nol", "tulis 12000000"),
        (
            months.isascii() and months.isdigit() and (jenis == "aset" or int(months) > 0),
            "bulan bukan angka bulat yang dapat dipakai",
            "tulis lamanya dalam bulan; 0 hanya untuk tanah",
        ),
        (
            row["lawan"] in contra[jenis],
            f'lawan "{row["lawan"]}" tidak cocok untuk {jenis}',
            f"pakai {' atau '.join(contra[jenis]) or 'kolom kosong'}",
        ),
    )
    wrong = [("SEL-SALAH", fact, hint) for good, fact, hint in tests if not good]
    if akun is None or akun.template.resep != jenis:
        hint = f"pakai akun {jenis} dari bagan akun"
        wrong.append(("AKUN-ASING", f"akun {row['akun']} bukan akun {jenis}", hint))
    if beban is None or beban.root != BEBAN:
        hint = "pakai akun beban dari bagan akun"
        wrong.append(("AKUN-ASING", f"akun {row['beban']} bukan akun beban", hint))
    return wrong


def write_aset(rows: Iterable[AssetRow]) -> str:
    """The text of `aset.csv`; reading it gives equal rows."""
    cells = (
        (r.nama, r.jenis, str(r.tanggal), str(r.value), str(r.month), r.akun, r.contra, r.beban,
         r.bukti, r.undone_by)
        for r in rows
    )  # fmt: skip
    return write_list((*COLUMNS, *YOUNGER), cells)


def schedule(row: AssetRow) -> list[tuple[Month, int]]:
    """What each month costs, from the month of `tanggal`; the amounts sum to `nilai` exactly.

    A row that was undone costs nothing from the month of its undoing on.
    """
    if not row.month:
        return []
    months = [Month.of(row.tanggal)]
    while len(months) < row.month:
        months.append(months[-1].following)
    costs = zip(months, allocate(row.value, [1] * row.month), strict=True)
    end = number_month(row.undone_by)
    return [(month, amount) for month, amount in costs if end is None or month < end]


def spent_legs(row: AssetRow, until: Month) -> list[tuple[str, int]]:
    """The legs that give back what the months before `until` cost of the row."""
    spent = sum(amount for month, amount in schedule(row) if month < until)
    return [(row.credit, spent), (row.beban, -spent)] if spent else []


def monthly_costs(chart: Chart, rows: Sequence[AssetRow], month: Month) -> list[Draft]:
    """The depreciation and prepaid costs of one month, dated its last day.

    Numbered by the row's place among those of its kind in the file, which only grows at its end,
    so that a number never changes.
    """
    drafts: list[Draft] = []
    worn = chart.path(Role.AKUMULASI_PENYUSUTAN)
    for jenis in ("aset", "muka"):
        own = [r for r in rows if r.jenis == jenis]
        for place, row in enumerate(own, 1):
            amount = dict(schedule(row)).get(month, 0)
            if amount:
                drafts.append(_draft(row, month, amount, place, worn=row.contra == worn))
    return drafts


def _draft(row: AssetRow, month: Month, amount: int, place: int, *, worn: bool) -> Draft:
    return Draft(
        month.last_day,
        "penyusutan" if worn else "amortisasi",
        f"{'Penyusutan' if worn else 'Amortisasi'} {row.nama}, {month.title}",
        (Leg(row.beban, Decimal(amount)), Leg(row.credit, Decimal(-amount))),
        bukti=f"TP-{month.start:%y%m}-{_BUKTI[row.jenis]}-{place:02d}",
        meta={"sumber": "aset.csv"},
    )


def by_list(rows: Iterable[AssetRow], until: date, closed: Month | None) -> dict[str, int]:
    """What the accounts of the list should hold before `until`, in the ledger's sign.

    `ditutup` is the last closed month: only closed months have cost anything yet.
    """
    balances: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.tanggal < until:
            costs = [(m, amount) for m, amount in schedule(row) if m.last_day < until]
            spent = sum(amount for m, amount in costs if closed and m <= closed)
            if row.undone_by:  # all that it costs was given back
                balances[row.credit] += sum(amount for _, amount in schedule(row)) - spent
                continue
            balances[row.akun] += row.value
            balances[row.credit] -= spent
    return dict(balances)
