"""The one list of rules of a ledger, and the two ways to run it: all of it, or what was added."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.aturan import akun
from kkmp_ledger.koperasi.aturan import anggota
from kkmp_ledger.koperasi.aturan import arus
from kkmp_ledger.koperasi.aturan import bukti
from kkmp_ledger.koperasi.aturan import bulanan
from kkmp_ledger.koperasi.aturan import entri
from kkmp_ledger.koperasi.aturan import jual
from kkmp_ledger.koperasi.aturan import saldo
from kkmp_ledger.koperasi.aturan.model import NOL
from kkmp_ledger.koperasi.aturan.model import SELAMANYA
from kkmp_ledger.koperasi.aturan.model import Aturan
from kkmp_ledger.koperasi.aturan.model import AturanBuku
from kkmp_ledger.koperasi.aturan.model import AturanDeret
from kkmp_ledger.koperasi.aturan.model import AturanEntri
from kkmp_ledger.koperasi.aturan.model import AturanSaldo
from kkmp_ledger.koperasi.aturan.model import susun_deret

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from decimal import Decimal

    from kkmp_ledger.base.problem import Problem
    from kkmp_ledger.book.model import Assertion
    from kkmp_ledger.book.model import Entry
    from kkmp_ledger.book.model import Ledger
    from kkmp_ledger.book.model import Movement
    from kkmp_ledger.koperasi.aturan.model import Deret
    from kkmp_ledger.koperasi.aturan.model import Konteks

ENTRI: tuple[Aturan[AturanEntri], ...] = (
    Aturan(entri.kelengkapan, ("ENTRI-KURANG",)),
    Aturan(entri.seimbang, ("TIDAK-SEIMBANG",)),
    Aturan(entri.rupiah_bulat, ("RUPIAH-PECAHAN",)),
    Aturan(entri.tanggal_di_buku, ("TANGGAL-LUAR",)),
    Aturan(bukti.bukti_berbulan, ("BUKTI-URUT",)),
    Aturan(anggota.anggota_aktif, ("ANGGOTA-TIDAK-AKTIF",)),
    Aturan(jual.anggota_di_penjualan, ("JUAL-ANGGOTA",)),
    Aturan(jual.pembeli_anggota, ("ANGGOTA-ASING", "ANGGOTA-TIDAK-AKTIF")),
    Aturan(jual.hpp_anggota, ("HPP-BEDA",)),
    Aturan(arus.arus_kas_jelas, ("ARUS-KAS-MENDUA",)),
)
# What a new entry must also obey; what stood before a close is the seal's business.
ENTRI_BARU: tuple[Aturan[AturanEntri], ...] = (Aturan(entri.bulan_terbuka, ("BULAN-TERTUTUP",)),)
DERET: tuple[Aturan[AturanDeret], ...] = (
    Aturan(akun.akun_di_bagan, ("AKUN-ASING",)),
    Aturan(akun.akun_terbuka, ("AKUN-TUTUP",)),
    Aturan(anggota.anggota_terdaftar, ("ANGGOTA-ASING",)),
    Aturan(anggota.simpanan_tak_negatif, ("SIMPANAN-NEGATIF",)),
    Aturan(anggota.pokok_sebesar_adart, ("POKOK-BEDA",)),
    Aturan(anggota.habis_sesudah_keluar, ("SIMPANAN-SISA",)),
    Aturan(akun.saldo_tak_negatif, ("SALDO-NEGATIF",)),
)
SALDO: tuple[Aturan[AturanSaldo], ...] = (
    Aturan(saldo.saldo_sama, ("SALDO-BEDA",)),
    Aturan(akun.akun_saldo_terbuka, ("AKUN-TUTUP",)),
)
BUKU: tuple[Aturan[AturanBuku], ...] = (
    Aturan(bukti.bukti_tunggal, ("BUKTI-GANDA",)),
    Aturan(bukti.bukti_tanpa_celah, ("BUKTI-URUT",)),
    Aturan(bukti.saldo_awal_ada, ("SALDO-AWAL-TIADA",)),
    Aturan(bukti.pembalikan, ("ENTRI-KURANG",)),
    Aturan(akun.akun_dibuka_di_bagan, ("AKUN-ASING",)),
    Aturan(bulanan.pajak_bulanan, ("PAJAK-BEDA",)),
    Aturan(bulanan.uang_dihitung, ("BELUM-DIHITUNG",)),
    Aturan(bulanan.aset_sesuai_daftar, ("ASET-BEDA",)),
)
# Every code that the rules of a ledger may give.
KODE_ATURAN = frozenset(
    kode for rules in (ENTRI, ENTRI_BARU, DERET, SALDO, BUKU) for r in rules for kode in r.kode
)
# What Beancount itself reports when it loads the book: the plugin leaves these to it.
KODE_BEANCOUNT = frozenset({"TIDAK-SEIMBANG", "SALDO-BEDA", "AKUN-TUTUP"})


def periksa_semua(ledger: Ledger, konteks: Konteks) -> list[Problem]:
    """Run every rule over a whole ledger; what the ledger opens is looked up in it.

    In file order, each problem once. Takes the entries in memory once: for a ledger read from
    its text (`Buku`), not for the index.
    """
    konteks = konteks.dengan_buka(ledger)
    entries = list(ledger.entries(SELAMANYA))
    movements = [m for e in entries for m in e.movements]
    stated = _saldo_pada(ledger.assertions(SELAMANYA), movements)
    found = [
        *_entri(ENTRI, entries, konteks),
        *_deret(susun_deret(movements, konteks.chart), konteks),
        *_saldo(stated, konteks),
        *(p for rule in BUKU for p in rule.periksa(ledger, konteks)),
    ]
    return _urut(found)


def periksa_entri_baru(
    entries: Iterable[Entry], konteks: Konteks, bukti_terpakai: Collection[str] = ()
) -> list[Problem]:
    """What is wrong with new entries themselves; `bukti_terpakai`: their numbers already in use.

    The rules of a whole book (gaps, tax, counts, assets) are left to `periksa_semua`: the door
    gives the numbers itself, and the rest is judged by the month.
    """
    new = list(entries)
    once: set[str] = set(bukti_terpakai)
    found = list(_entri((*ENTRI, *ENTRI_BARU), new, konteks))
    for entry in new:
        if entry.bukti and entry.bukti in once:
            found.append(bukti.bukti_ganda(entry, "buku ini"))
        once.add(entry.bukti)
    return _urut(found)


def periksa_akun(
    deret: Iterable[Deret], saldo: Iterable[tuple[Assertion, Decimal]], konteks: Konteks
) -> list[Problem]:
    """What is wrong with the touched accounts: asked at the door before and after a change.

    `deret` holds each account from some day before the change to its last day, with the balance
    carried in; `saldo` each later `balance` on such an account or a parent of one, with what the
    book holds; `konteks.dibuka` knows at least these accounts. Costs nothing for the others.
    """
    return _urut([*_deret(deret, konteks), *_saldo(saldo, konteks)])


def periksa_tambahan(
    entries: Iterable[Entry],
    deret: Iterable[Deret],
    saldo: Iterable[tuple[Assertion, Decimal]],
    konteks: Konteks,
    bukti_terpakai: Collection[str] = (),
) -> list[Problem]:
    """All that new entries can break, in one list; its cost does not grow with the book."""
    found = periksa_entri_baru(entries, konteks, bukti_terpakai)
    return _urut([*found, *periksa_akun(deret, saldo, konteks)])


def _entri(
    rules: Iterable[Aturan[AturanEntri]], entries: list[Entry], konteks: Konteks
) -> Iterator[Problem]:
    for rule in rules:
        check = rule.periksa
        for entry in entries:
            yield from check(entry, konteks)


def _deret(deret: Iterable[Deret], konteks: Konteks) -> Iterator[Problem]:
    for series in deret:
        for rule in DERET:
            yield from rule.periksa(series, konteks)


def _saldo(stated: Iterable[tuple[Assertion, Decimal]], konteks: Konteks) -> Iterator[Problem]:
    for assertion, saldo_buku in stated:
        for rule in SALDO:
            yield from rule.periksa(assertion, saldo_buku, konteks)


def _saldo_pada(
    assertions: Iterable[Assertion], movements: Iterable[Movement]
) -> Iterator[tuple[Assertion, Decimal]]:
    """Each assertion with what the book holds at the start of its day, children included.

    One walk along the days, keeping the balance of exactly the accounts that are asserted.
    """
    due = sorted(assertions, key=lambda a: a.tanggal)
    asserted = {a.akun for a in due}
    feeds: dict[str, list[str]] = {}
    running: dict[str, Decimal] = defaultdict(lambda: NOL)
    moves = iter(movements)
    move = next(moves, None)
    for assertion in due:
        while move is not None and move.tanggal < assertion.tanggal:
            names = feeds.get(move.akun)
            if names is None:
                names = feeds[move.akun] = [n for n in _ke_atas(move.akun) if n in asserted]
            for name in names:
                running[name] += move.jumlah
            move = next(moves, None)
        yield assertion, running[assertion.akun]


def _ke_atas(nama: str) -> Iterator[str]:
    """The account and its parents, by segment."""
    while nama:
        yield nama
        nama = nama.rpartition(":")[0]


def _urut(problems: Iterable[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: p.urutan)
