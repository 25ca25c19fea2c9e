"""Recipes for money: transfers, settlements, grants, loans, interest, counts, paying taxes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Count
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.resep import draft_entry
from kkmp_ledger.koperasi.resep import filled
from kkmp_ledger.koperasi.resep import positive
from kkmp_ledger.koperasi.resep import refusal
from kkmp_ledger.schema.chart import is_under

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.naming import Names
    from kkmp_ledger.koperasi.resep import Jumlah

_PINJAMAN = {"bank": "Liabilitas:Utang-Bank", "pihak-ketiga": "Liabilitas:Utang-Pihak-Ketiga"}
_PAJAK = "Liabilitas:Utang-Pajak:PPh-Final"


def setor_bank(s: Names, *, tanggal: date, jumlah: int, dari: str, ke: str) -> Draft:
    """Moves money between two cash boxes or banks, either way. Raises ProblemError ISIAN."""
    origin, destination = s.box(dari), s.box(ke)
    if origin == destination:
        raise refusal(
            f"asal dan tujuan sama: {s.box_name(origin)}", "pilih dua tempat yang berbeda"
        )
    positive(jumlah)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="setor-bank",
        uraian=f"Dari {s.box_name(origin)} ke {s.box_name(destination)}",
        legs_=[(destination, jumlah), (origin, -jumlah)],
    )


def pencairan(
    s: Names, *, tanggal: date, akuirer: str, bruto: int, biaya: Jumlah, ke: str
) -> Draft:
    """An acquirer pays out QRIS or card sales of `bruto` less its fee (sen allowed) to a bank.

    The fee's leg names its own line of arus kas: without it an inflow would hide an outflow.
    Raises ProblemError ISIAN.
    """
    positive(bruto)
    if not 0 <= biaya < bruto:
        fact = f"biaya {write_rupiah(biaya)} dari {write_rupiah(bruto)}"
        raise refusal(fact, "tulis jumlah sebelum potongan, lalu potongannya")
    piutang, bank = s.box(akuirer, "akuirer"), s.box(ke)
    akun = "Beban:Administrasi-Bank"
    fee = Leg(akun, Decimal(biaya), {"arus_kas": "pembayaran_beban_usaha"})
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="pencairan",
        uraian=f"Pencairan {s.box_name(piutang).removeprefix('Piutang ')}",
        legs_=[(bank, bruto - biaya), *([fee] if biaya else []), (piutang, -bruto)],
    )


def hibah(s: Names, *, tanggal: date, jumlah: int, pihak: str, uraian: str, ke: str) -> Draft:
    """A grant in money, into equity (Permenkop 2/2024 keeps it there). Raises ProblemError."""
    positive(jumlah)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="hibah",
        uraian=uraian,
        pihak=filled(pihak, "pemberi hibah"),
        legs_=[(s.box(ke), jumlah), ("Ekuitas:Hibah", -jumlah)],
    )


def pinjaman(
    s: Names,
    *,
    tanggal: date,
    jumlah: int,
    pihak: str,
    ke: str,
    pemberi: Literal["bank", "pihak-ketiga"] = "bank",
) -> Draft:
    """A loan that the cooperative receives. Raises ProblemError ISIAN."""
    positive(jumlah)
    lender = filled(pihak, "pemberi pinjaman")
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="pinjaman",
        uraian=f"Pinjaman dari {lender}",
        pihak=lender,
        legs_=[(s.box(ke), jumlah), (_PINJAMAN[pemberi], -jumlah)],
    )


def bunga_bank(s: Names, *, tanggal: date, bank: str, bruto: Jumlah, pajak: Jumlah = 0) -> Draft:
    """Interest that a bank credits, before tax, and the final tax it keeps; sen are allowed.

    Raises ProblemError ISIAN.
    """
    positive(bruto, "bunga")
    if not 0 <= pajak < bruto:
        fact = f"pajak {write_rupiah(pajak)} dari bunga {write_rupiah(bruto)}"
        raise refusal(fact, "tulis bunga sebelum pajak, lalu pajaknya")
    akun = s.box(bank, "bank")
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="bunga-bank",
        uraian=f"Bunga {s.box_name(akun)}",
        legs_=[
            (akun, bruto - pajak),
            ("Beban:Pajak-Bunga", pajak),
            ("Pendapatan:Hasil-Investasi", -bruto),
        ],
    )


def bayar_pajak(s: Names, *, tanggal: date, jumlah: int, dari: str) -> Draft:
    """Pays PPh final that was booked at the close of a month. Raises ProblemError ISIAN."""
    positive(jumlah)
    return draft_entry(
        s,
        tanggal=tanggal,
        jenis="bayar-pajak",
        uraian="Pembayaran PPh final",
        legs_=[(_PAJAK, jumlah), (s.box(dari), -jumlah)],
    )


def hitung_kas(
    s: Names, ledger: Ledger, *, tanggal: date, kotak: str, jumlah: Jumlah, lembar: str
) -> tuple[Draft | None, Count]:
    """The evening's count of a cash box or a bank statement's balance.

    A cash box that differs is booked to selisih kas that day; a bank that differs is refused:
    the entry that is missing must be found. Raises ProblemError: SALDO-BEDA, ISIAN.
    """
    akun = s.box(kotak)
    if jumlah < 0:
        raise refusal(
            f"hasil hitung {write_rupiah(jumlah)} di bawah nol", "tulis isi yang dihitung"
        )
    book = ledger.balances(tanggal + timedelta(days=1)).get(akun, Decimal())
    difference = Decimal(jumlah) - book
    count = Count(tanggal, akun, Decimal(jumlah), {"lembar": filled(lembar, "nomor lembar")})
    if not difference:
        return None, count
    if is_under(akun, "Aset:Bank"):
        fact = (
            f"{s.box_name(akun)} pada {long_date(tanggal)} menurut rekening"
            f" {write_rupiah(jumlah)}, menurut buku {write_rupiah(book)}"
            f" (beda {write_rupiah(difference)})"
        )
        hint = "cari mutasi rekening yang belum dibukukan, misalnya bunga atau biaya bank"
        raise ProblemError(Problem("SALDO-BEDA", fact, hint))
    what = "lebih" if difference > 0 else "kurang"
    draft = draft_entry(
        s,
        tanggal=tanggal,
        jenis="selisih-kas",
        uraian=f"{s.box_name(akun)} {what} menurut hitungan",
        legs_=[(akun, difference), ("Beban:Selisih-Kas", -difference)],
        meta={"lembar": filled(lembar, "nomor lembar")},
    )
    return draft, count
