"""Assets and prepaid costs: their list, their straight lines, and what a month costs of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import allocate
from kkmp_ledger.base.money import baca_rupiah
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import Draft
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.daftar import baca_daftar
from kkmp_ledger.koperasi.daftar import baca_tanggal
from kkmp_ledger.koperasi.daftar import tulis_daftar
from kkmp_ledger.spec.chart import di_bawah

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.koperasi.daftar import BarisDaftar
    from kkmp_ledger.spec.chart import Chart

KOLOM = ("nama", "jenis", "tanggal", "nilai", "bulan", "akun", "lawan", "beban")
_PENYUSUTAN = "Aset:Akumulasi-Penyusutan"
_AMORTISASI = "Aset:Akumulasi-Amortisasi"
_LAWAN = {"aset": (_PENYUSUTAN, _AMORTISASI), "muka": ("",)}
_BUKTI = {"aset": "SUSUT", "muka": "MUKA"}


@dataclass(frozen=True, slots=True)
class BarisAset:
    """One row of `aset.csv`: `nilai` rupiah from `tanggal`, spent over `bulan` months.

    `akun` holds the asset or prepaid cost, `lawan` its contra account ("" for a prepaid cost),
    `beban` takes the monthly cost. 0 months (land): never spent.
    """

    nama: str
    jenis: Literal["aset", "muka"]
    tanggal: date
    nilai: int
    bulan: int
    akun: str
    lawan: str
    beban: str
    line: int = field(default=0, compare=False)

    @property
    def kredit(self) -> str:
        """The account that the monthly cost takes from."""
        return self.lawan or self.akun


def baca_aset(text: str, path: str, chart: Chart) -> tuple[list[BarisAset], list[Problem]]:
    """Read the text of `aset.csv`: the rows in file order that are right, and what is wrong."""
    rows, problems = baca_daftar(text, path, KOLOM)
    found: list[BarisAset] = []
    for row in rows:
        place = Place(path, row.line)
        wrong = _salah(row, chart)
        problems += (Problem(code, fact, hint, place) for code, fact, hint in wrong)
        if not wrong:
            tanggal, nilai = baca_tanggal(row["tanggal"]), baca_rupiah(row["nilai"])
            assert tanggal is not None
            assert nilai is not None
            jenis: Literal["aset", "muka"] = "aset" if row["jenis"] == "aset" else "muka"
            found.append(
                BarisAset(
                    row["nama"],
                    jenis,
                    tanggal,
                    nilai,
                    int(row["bulan"]),
                    row["akun"],
                    row["lawan"],
                    row["beban"],
                    row.line,
                )
            )
    return found, problems


def _salah(row: BarisDaftar, chart: Chart) -> list[tuple[str, str, str]]:
    """Code, fact and hint of everything that is wrong with the row."""
    jenis = row["jenis"]
    if jenis not in _LAWAN:
        return [("SEL-SALAH", f'jenis "{jenis}" tidak dikenal', "pakai aset atau muka")]
    akun, beban = chart.akun(row["akun"]), chart.akun(row["beban"])
    months = row["bulan"]
    tests = (
        (bool(row["nama"]), "nama kosong", "isi nama asetnya"),
        (
            baca_tanggal(row["tanggal"]) is not None,
            "tanggal tidak berbentuk 2026-03-31",
            "tulis tahun-bulan-hari",
        ),
        (bool(baca_rupiah(row["nilai"])), "nilai bukan rupiah bulat di atas nol", "tulis 12000000"),
        (
            months.isascii() and months.isdigit() and (jenis == "aset" or int(months) > 0),
            "bulan bukan angka bulat yang dapat dipakai",
            "tulis lamanya dalam bulan; 0 hanya untuk tanah",
        ),
        (
            row["lawan"] in _LAWAN[jenis],
            f'lawan "{row["lawan"]}" tidak cocok untuk {jenis}',
            f"pakai {' atau '.join(_LAWAN[jenis]) or 'kolom kosong'}",
        ),
    )
    wrong = [("SEL-SALAH", fact, hint) for good, fact, hint in tests if not good]
    if akun is None or akun.templat.resep != jenis:
        hint = f"pakai akun {jenis} dari bagan akun"
        wrong.append(("AKUN-ASING", f"akun {row['akun']} bukan akun {jenis}", hint))
    if beban is None or not di_bawah(beban.nama, "Beban"):
        hint = "pakai akun beban dari bagan akun"
        wrong.append(("AKUN-ASING", f"akun {row['beban']} bukan akun beban", hint))
    return wrong


def tulis_aset(rows: Iterable[BarisAset]) -> str:
    """The text of `aset.csv`; reading it gives equal rows."""
    cells = (
        (r.nama, r.jenis, str(r.tanggal), str(r.nilai), str(r.bulan), r.akun, r.lawan, r.beban)
        for r in rows
    )
    return tulis_daftar(KOLOM, cells)


def jadwal(row: BarisAset) -> list[tuple[Bulan, int]]:
    """What each month costs, from the month of `tanggal`; the amounts sum to `nilai` exactly."""
    if not row.bulan:
        return []
    months = [Bulan.of(row.tanggal)]
    while len(months) < row.bulan:
        months.append(months[-1].berikut)
    return list(zip(months, allocate(row.nilai, [1] * row.bulan), strict=True))


def beban_bulan(rows: Sequence[BarisAset], bulan: Bulan) -> list[Draft]:
    """The depreciation and prepaid costs of one month, dated its last day.

    Numbered by the row's place among those of its kind in the file, which only grows at its end,
    so that a number never changes.
    """
    drafts: list[Draft] = []
    for jenis in ("aset", "muka"):
        own = [r for r in rows if r.jenis == jenis]
        for place, row in enumerate(own, 1):
            amount = dict(jadwal(row)).get(bulan, 0)
            if amount:
                drafts.append(_draft(row, bulan, amount, place))
    return drafts


def _draft(row: BarisAset, bulan: Bulan, amount: int, place: int) -> Draft:
    worn = row.lawan == _PENYUSUTAN
    return Draft(
        bulan.akhir,
        "penyusutan" if worn else "amortisasi",
        f"{'Penyusutan' if worn else 'Amortisasi'} {row.nama}, {bulan.judul}",
        (Leg(row.beban, Decimal(amount)), Leg(row.kredit, Decimal(-amount))),
        bukti=f"TP-{bulan.start:%y%m}-{_BUKTI[row.jenis]}-{place:02d}",
        meta={"sumber": "aset.csv"},
    )


def menurut_daftar(rows: Iterable[BarisAset], until: date, ditutup: Bulan | None) -> dict[str, int]:
    """What the accounts of the list should hold before `until`, in the ledger's sign.

    `ditutup` is the last closed month: only closed months have cost anything yet.
    """
    saldo: dict[str, int] = defaultdict(int)
    for row in rows:
        if row.tanggal < until:
            saldo[row.akun] += row.nilai
            spent = sum(a for m, a in jadwal(row) if ditutup and m <= ditutup and m.akhir < until)
            saldo[row.kredit] -= spent
    return dict(saldo)
