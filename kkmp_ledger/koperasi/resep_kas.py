"""Recipes for money: transfers, settlements, grants, loans, interest, counts, paying taxes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.model import Hitungan
from kkmp_ledger.book.model import Leg
from kkmp_ledger.koperasi.resep import berisi
from kkmp_ledger.koperasi.resep import entri
from kkmp_ledger.koperasi.resep import isian
from kkmp_ledger.koperasi.resep import positif
from kkmp_ledger.spec.chart import di_bawah

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.koperasi.resep import Jumlah
    from kkmp_ledger.koperasi.sebutan import Sebutan

_PINJAMAN = {"bank": "Liabilitas:Utang-Bank", "pihak-ketiga": "Liabilitas:Utang-Pihak-Ketiga"}
_PAJAK = "Liabilitas:Utang-Pajak:PPh-Final"


def setor_bank(s: Sebutan, *, tanggal: date, jumlah: int, dari: str, ke: str) -> Draft:
    """Moves money between two cash boxes or banks, either way. Raises ProblemError ISIAN."""
    asal, tujuan = s.kotak(dari), s.kotak(ke)
    if asal == tujuan:
        raise isian(f"asal dan tujuan sama: {s.nama_kotak(asal)}", "pilih dua tempat yang berbeda")
    positif(jumlah)
    return entri(
        s,
        tanggal=tanggal,
        jenis="setor-bank",
        uraian=f"Dari {s.nama_kotak(asal)} ke {s.nama_kotak(tujuan)}",
        kaki=[(tujuan, jumlah), (asal, -jumlah)],
    )


def pencairan(
    s: Sebutan, *, tanggal: date, akuirer: str, bruto: int, biaya: Jumlah, ke: str
) -> Draft:
    """An acquirer pays out QRIS or card sales of `bruto` less its fee (sen allowed) to a bank.

    The fee's leg names its own line of arus kas: without it an inflow would hide an outflow.
    Raises ProblemError ISIAN.
    """
    positif(bruto)
    if not 0 <= biaya < bruto:
        fact = f"biaya {tulis_rupiah(biaya)} dari {tulis_rupiah(bruto)}"
        raise isian(fact, "tulis jumlah sebelum potongan, lalu potongannya")
    piutang, bank = s.kotak(akuirer, "akuirer"), s.kotak(ke)
    akun = "Beban:Administrasi-Bank"
    fee = Leg(akun, Decimal(biaya), {"arus_kas": "pembayaran_beban_usaha"})
    return entri(
        s,
        tanggal=tanggal,
        jenis="pencairan",
        uraian=f"Pencairan {s.nama_kotak(piutang).removeprefix('Piutang ')}",
        kaki=[(bank, bruto - biaya), *([fee] if biaya else []), (piutang, -bruto)],
    )


def hibah(s: Sebutan, *, tanggal: date, jumlah: int, pihak: str, uraian: str, ke: str) -> Draft:
    """A grant in money, into equity (Permenkop 2/2024 keeps it there). Raises ProblemError."""
    positif(jumlah)
    return entri(
        s,
        tanggal=tanggal,
        jenis="hibah",
        uraian=uraian,
        pihak=berisi(pihak, "pemberi hibah"),
        kaki=[(s.kotak(ke), jumlah), ("Ekuitas:Hibah", -jumlah)],
    )


def pinjaman(
    s: Sebutan,
    *,
    tanggal: date,
    jumlah: int,
    pihak: str,
    ke: str,
    pemberi: Literal["bank", "pihak-ketiga"] = "bank",
) -> Draft:
    """A loan that the cooperative receives. Raises ProblemError ISIAN."""
    positif(jumlah)
    lender = berisi(pihak, "pemberi pinjaman")
    return entri(
        s,
        tanggal=tanggal,
        jenis="pinjaman",
        uraian=f"Pinjaman dari {lender}",
        pihak=lender,
        kaki=[(s.kotak(ke), jumlah), (_PINJAMAN[pemberi], -jumlah)],
    )


def bunga_bank(s: Sebutan, *, tanggal: date, bank: str, bruto: Jumlah, pajak: Jumlah = 0) -> Draft:
    """Interest that a bank credits, before tax, and the final tax it keeps; sen are allowed.

    Raises ProblemError ISIAN.
    """
    positif(bruto, "bunga")
    if not 0 <= pajak < bruto:
        fact = f"pajak {tulis_rupiah(pajak)} dari bunga {tulis_rupiah(bruto)}"
        raise isian(fact, "tulis bunga sebelum pajak, lalu pajaknya")
    akun = s.kotak(bank, "bank")
    return entri(
        s,
        tanggal=tanggal,
        jenis="bunga-bank",
        uraian=f"Bunga {s.nama_kotak(akun)}",
        kaki=[
            (akun, bruto - pajak),
            ("Beban:Pajak-Bunga", pajak),
            ("Pendapatan:Hasil-Investasi", -bruto),
        ],
    )


def bayar_pajak(s: Sebutan, *, tanggal: date, jumlah: int, dari: str) -> Draft:
    """Pays PPh final that was booked at the close of a month. Raises ProblemError ISIAN."""
    positif(jumlah)
    return entri(
        s,
        tanggal=tanggal,
        jenis="bayar-pajak",
        uraian="Pembayaran PPh final",
        kaki=[(_PAJAK, jumlah), (s.kotak(dari), -jumlah)],
    )


def hitung_kas(
    s: Sebutan, ledger: Ledger, *, tanggal: date, kotak: str, jumlah: Jumlah, lembar: str
) -> tuple[Draft | None, Hitungan]:
    """The evening's count of a cash box or a bank statement's balance.

    A cash box that differs is booked to selisih kas that day; a bank that differs is refused:
    the entry that is missing must be found. Raises ProblemError: SALDO-BEDA, ISIAN.
    """
    akun = s.kotak(kotak)
    if jumlah < 0:
        raise isian(f"hasil hitung {tulis_rupiah(jumlah)} di bawah nol", "tulis isi yang dihitung")
    buku = ledger.saldo(tanggal + timedelta(days=1)).get(akun, Decimal())
    beda = Decimal(jumlah) - buku
    hitungan = Hitungan(tanggal, akun, Decimal(jumlah), {"lembar": berisi(lembar, "nomor lembar")})
    if not beda:
        return None, hitungan
    if di_bawah(akun, "Aset:Bank"):
        fact = (
            f"{s.nama_kotak(akun)} pada {tanggal_panjang(tanggal)} menurut rekening"
            f" {tulis_rupiah(jumlah)}, menurut buku {tulis_rupiah(buku)}"
            f" (beda {tulis_rupiah(beda)})"
        )
        hint = "cari mutasi rekening yang belum dibukukan, misalnya bunga atau biaya bank"
        raise ProblemError(Problem("SALDO-BEDA", fact, hint))
    what = "lebih" if beda > 0 else "kurang"
    draft = entri(
        s,
        tanggal=tanggal,
        jenis="selisih-kas",
        uraian=f"{s.nama_kotak(akun)} {what} menurut hitungan",
        kaki=[(akun, beda), ("Beban:Selisih-Kas", -beda)],
        meta={"lembar": berisi(lembar, "nomor lembar")},
    )
    return draft, hitungan
