"""Rules of members' accounts: who is registered, and what may be booked for him on which day."""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.model import SALDO_AWAL
from kkmp_ledger.koperasi.aturan.kata import sebut
from kkmp_ledger.koperasi.aturan.kata import uang
from kkmp_ledger.koperasi.aturan.model import NOL
from kkmp_ledger.spec.chart import di_bawah

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.aturan.model import Deret
    from kkmp_ledger.koperasi.aturan.model import Konteks

POKOK = "Ekuitas:Simpanan:Pokok"
SUKARELA = "Liabilitas:Simpanan:Sukarela"
BON = "Aset:Piutang:Bon"
# What the cooperative owes a leaver, and his SHU, are settled after he has gone.
_SESUDAH_KELUAR = frozenset({"Liabilitas:Anggota-Keluar", "Liabilitas:SHU-Anggota"})


def anggota_aktif(entry: Entry, konteks: Konteks) -> Iterator[Problem]:
    """ANGGOTA-TIDAK-AKTIF: a member's accounts move only while he is a member.

    The leaving entry may touch them on the day of leaving; settling what was left may be later.
    """
    for m in entry.movements:
        if m.akun[-1].isdigit():  # cheap: only members' and years' accounts end in a digit
            akun = konteks.chart.akun(m.akun)
            if akun is not None and akun.anggota and not _boleh(entry, m, akun.anggota, konteks):
                problem = konteks.register.masalah(akun.anggota, _hari(entry), m.place)
                if problem and problem.code == "ANGGOTA-TIDAK-AKTIF":
                    yield problem


def _hari(entry: Entry) -> date:
    """The day that counts: opening balances show the morning after."""
    return entry.tanggal + timedelta(days=1) if entry.jenis == SALDO_AWAL else entry.tanggal


def _boleh(entry: Entry, m: Movement, nomor: str, konteks: Konteks) -> bool:
    parent = m.akun.rpartition(":")[0]
    if parent in _SESUDAH_KELUAR:
        return True
    if di_bawah(parent, BON) and m.jumlah < 0:
        return True  # he pays what he owes
    if parent == SUKARELA and m.jumlah > 0:
        return True  # he is paid his own savings
    if konteks.register.aktif(nomor, _hari(entry)):
        return True
    left = {masa.keluar for masa in konteks.register.masa(nomor)}
    return entry.jenis == "keluar" and entry.tanggal in left


def anggota_terdaftar(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """ANGGOTA-ASING: a member's account belongs to a number of the register."""
    nomor = deret.akun.anggota if deret.akun else ""
    if nomor and deret.titik and not konteks.register.terdaftar(nomor):
        fact = f"{sebut(deret.akun, deret.nama)}: nomor {nomor} tidak terdaftar"
        hint = "periksa nomornya di kkmp anggota daftar, atau daftarkan dengan kkmp anggota tambah"
        yield Problem("ANGGOTA-ASING", fact, hint, deret.titik[0].place)


def simpanan_tak_negatif(deret: Deret, _: Konteks) -> Iterator[Problem]:
    """SIMPANAN-NEGATIF: what is owed to a member never falls below 0, told where it crosses."""
    akun = deret.akun
    if akun is None or not akun.anggota or akun.akar == "Aset":
        return
    for titik, before, after in deret.saldo_harian():
        if after < 0 <= before:
            fact = f"{sebut(akun, deret.nama)} menjadi {uang(after)}"
            yield Problem("SIMPANAN-NEGATIF", fact, _saran(akun.keluarga), titik.place)


def _saran(keluarga: str) -> str:
    if keluarga == SUKARELA or keluarga in _SESUDAH_KELUAR:
        return "bayar paling banyak sebesar saldonya; bila salah tanda, balik tandanya"
    return (
        "bila anggota keluar, catat pengembaliannya di tanggal keluar;"
        " bila salah tanda, balik tandanya"
    )


def pokok_sebesar_adart(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """POKOK-BEDA: pokok is nothing or the amount of the AD/ART in force that day.

    It is paid once and returned whole, so no other balance stands at the end of a day on which
    it moved. A later rise does not reach back to who has paid.
    """
    if deret.akun is None or deret.akun.keluarga != POKOK:
        return
    oldest = konteks.koperasi.simpanan[0]
    for titik, _, after in deret.saldo_harian():
        rule = konteks.koperasi.simpanan.at(titik.tanggal) or oldest
        if after > 0 and after != rule.pokok:
            fact = (
                f"{sebut(deret.akun, deret.nama)} menjadi {uang(after)},"
                f" seharusnya {uang(NOL + rule.pokok)} sejak {tanggal_panjang(rule.sejak)}"
            )
            hint = "pokok disetor sekaligus; selebihnya catat sebagai wajib atau sukarela"
            yield Problem("POKOK-BEDA", fact, hint, titik.place)


def habis_sesudah_keluar(deret: Deret, konteks: Konteks) -> Iterator[Problem]:
    """SIMPANAN-SISA: on the evening of leaving nothing is left in the member's equity accounts."""
    akun = deret.akun
    if akun is None or not akun.anggota or akun.akar != "Ekuitas" or not deret.titik:
        return
    masa = konteks.register.masa(akun.anggota)
    first = deret.titik[0].tanggal
    for one, later in zip_longest(masa, masa[1:]):
        if one.keluar is None or (later and one.keluar < later.masuk <= first):
            continue  # what was carried in belongs to the later membership
        left, place = deret.awal * deret.tanda, deret.titik[-1].place
        for titik, _, after in deret.saldo_harian():
            if titik.tanggal > one.keluar:
                break
            left, place = after, titik.place
        if left > 0:
            fact = (
                f"{sebut(akun, deret.nama)} masih {uang(left)}"
                f" sesudah keluar pada {tanggal_panjang(one.keluar)}"
            )
            hint = (
                f"catat keluarnya dengan kkmp anggota keluar {akun.anggota},"
                " atau hapus baris keluarnya dari anggota.csv"
            )
            yield Problem("SIMPANAN-SISA", fact, hint, place)
