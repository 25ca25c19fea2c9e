"""Receipts with the member who bought, ready to be booked, and a summary for the treasurer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import bulat
from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.importing.struk import BON as LABEL_BON
from kkmp_ledger.koperasi.jual import BON
from kkmp_ledger.koperasi.jual import StrukJual

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.importing.struk import Gabungan
    from kkmp_ledger.importing.struk import Struk
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.pelanggan import PetaPelanggan
    from kkmp_ledger.spec.koperasi import Koperasi

_SERATUS = 100


@dataclass(frozen=True, slots=True)
class RingkasUnit:
    """One unit's sales less refunds, and its cost (None where stock is not perpetual)."""

    nama: str
    jual: int
    hpp: int | None

    @property
    def margin(self) -> int | None:
        """Percent of sales that is left above cost, rounded; None without sales or cost."""
        exact = self.margin_tepat
        return None if exact is None else bulat(exact)

    @property
    def margin_tepat(self) -> Fraction | None:
        """The same, exact."""
        if self.hpp is None or self.jual <= 0:
            return None
        return Fraction(_SERATUS * (self.jual - self.hpp), self.jual)


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """What an import brought: counts of receipts, and rupiah net of refunds."""

    jual: int  # receipts of sales
    retur: int
    batal: int  # cancelled at the till, not booked
    ulang: int  # came again unchanged in an overlapping export
    struk_anggota: int
    pelanggan_asing: int  # receipts whose customer maps to no active member
    retur_tanpa_pelanggan: int
    jual_anggota: int  # rupiah
    jual_semua: int
    unit: tuple[RingkasUnit, ...]
    perhatian: tuple[Problem, ...]  # MARGIN

    @property
    def persen_anggota(self) -> int | None:
        """Percent of sales that is members', rounded; None without sales."""
        if self.jual_semua <= 0:
            return None
        return bulat(Fraction(_SERATUS * self.jual_anggota, self.jual_semua))


@dataclass(frozen=True, slots=True)
class Terpetakan:
    """Receipts in book order, each with the file it came from, and their summary."""

    struk: tuple[tuple[StrukJual, Berkas], ...]
    ringkasan: Ringkasan


def petakan(
    gabungan: Gabungan, koperasi: Koperasi, register: Register, pelanggan: PetaPelanggan
) -> tuple[Terpetakan, list[Problem]]:
    """Give each receipt its member, accounts and unit segments.

    A customer who maps to nobody, or to a member who is not active that day, is non-anggota and
    counted. A problem: a receipt on bon without a member, by its row.
    """
    boxes = {
        box.nama: koperasi.akun_kotak(box.nama) or ""
        for box in (*koperasi.kas, *koperasi.bank, *koperasi.akuirer)
    }
    segments: dict[str, str] = {u.kode: u.segmen for u in koperasi.unit}
    members: dict[tuple[str, date], str] = {}
    found: list[tuple[StrukJual, Berkas]] = []
    problems: list[Problem] = []
    for struk, berkas in gabungan.struk:
        day = struk.waktu.date()
        who = (struk.pelanggan, day)
        if who not in members:
            members[who] = _anggota(struk.pelanggan, day, register, pelanggan)
        anggota = members[who]
        if struk.bayar == LABEL_BON and not anggota:
            problems.append(_bon_tanpa_anggota(struk, berkas))
        paid = BON if struk.bayar == LABEL_BON else boxes.get(struk.bayar, "")
        found.append(
            (
                StrukJual(
                    key="|".join(struk.kunci),
                    outlet=struk.outlet,
                    nomor=struk.nomor,
                    macam=struk.macam,
                    waktu=struk.waktu,
                    anggota=anggota,
                    pelanggan_asing=bool(struk.pelanggan) and not anggota,
                    bayar=((paid, struk.total),) if struk.total else (),
                    baris=tuple((segments[unit], net, cost) for unit, net, cost in struk.unit),
                ),
                berkas,
            )
        )
    return Terpetakan(tuple(found), _ringkas(gabungan, found, koperasi)), problems


def _anggota(pelanggan: str, day: date, register: Register, peta: PetaPelanggan) -> str:
    """The member behind a customer, when active on the day; else ""."""
    nomor = peta.nomor(pelanggan, day) if pelanggan else None
    return nomor if nomor and register.aktif(nomor, day) else ""


def _bon_tanpa_anggota(struk: Struk, berkas: Berkas) -> Problem:
    fact = f"struk {struk.nomor} ({struk.outlet}) dibayar bon, tetapi bukan anggota aktif hari itu"
    hint = "isi pelanggan.csv untuk pelanggan itu, atau perbaiki pembayarannya di kasir"
    return Problem("JUAL-ANGGOTA", fact, hint, berkas.place(struk.baris))


def _ringkas(
    gabungan: Gabungan, found: list[tuple[StrukJual, Berkas]], koperasi: Koperasi
) -> Ringkasan:
    sales: dict[str, int] = defaultdict(int)
    cost: dict[str, int] = defaultdict(int)
    count = {"jual": 0, "retur": 0}
    members = strangers = nameless = member_sales = 0
    for (struk, _), (raw, _) in zip(found, gabungan.struk, strict=True):
        sign = 1 if struk.macam == "jual" else -1
        count[struk.macam] += 1
        members += bool(struk.anggota)
        strangers += struk.pelanggan_asing
        nameless += sign < 0 and not raw.pelanggan
        for unit, net, hpp in struk.baris:
            sales[unit] += sign * net
            cost[unit] += sign * (hpp or 0)
            if struk.anggota:
                member_sales += sign * net
    units = [u for u in koperasi.unit if u.segmen in sales]
    rows = tuple(
        RingkasUnit(u.nama, sales[u.segmen], cost[u.segmen] if u.stok == "perpetual" else None)
        for u in units
    )
    warnings = (_margin(row, unit.margin) for row, unit in zip(rows, units, strict=True))
    return Ringkasan(
        jual=count["jual"],
        retur=count["retur"],
        batal=gabungan.batal,
        ulang=gabungan.ulang,
        struk_anggota=members,
        pelanggan_asing=strangers,
        retur_tanpa_pelanggan=nameless,
        jual_anggota=member_sales,
        jual_semua=sum(sales.values()),
        unit=rows,
        perhatian=tuple(w for w in warnings if w),
    )


def _margin(row: RingkasUnit, band: tuple[int, int]) -> Problem | None:
    exact = row.margin_tepat
    if exact is None or row.hpp is None or band[0] <= exact <= band[1]:
        return None
    fact = (
        f"margin {row.nama} {row.margin} %, di luar {band[0]} sampai {band[1]} %:"
        f" penjualan {tulis_rupiah(row.jual)}, harga pokok {tulis_rupiah(row.hpp)}"
    )
    hint = "periksa harga pokok barang di kasir, atau batas margin unitnya di koperasi.toml"
    return Problem("MARGIN", fact, hint, berat=Berat.PERHATIAN)
