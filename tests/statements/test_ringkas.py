"""What is handed out shows what there is; what is left still adds up."""

from __future__ import annotations

from kkmp_ledger.statements.model import Baris
from kkmp_ledger.statements.model import Kepala
from kkmp_ledger.statements.model import Kolom
from kkmp_ledger.statements.model import Laporan
from kkmp_ledger.statements.ringkas import tanpa_nol


def _laporan(*baris: Baris) -> Laporan:
    kolom = (Kolom("2025", "2025"), Kolom("2024", "2024"))
    return Laporan("posisi-keuangan", "Contoh", Kepala("KKMP (fiktif)", "2025", ""), kolom, baris)


def _kunci(laporan: Laporan) -> list[str]:
    return [b.kunci for b in laporan.baris]


KAS = Baris("kas", "Kas", "pos", 1, (5, 0), akun=("Aset:Kas",))
BANK = Baris("bank", "Bank", "pos", 1, (0, 0), akun=("Aset:Bank",))
DULU = Baris("dulu", "Dulu", "pos", 1, (0, 7), akun=("Aset:Dulu",))
AWAL = Baris("awal", "Saldo awal", "pos", 1, (0, 0))


def test_a_line_that_is_0_in_every_column_goes_and_its_sum_forgets_it() -> None:
    total = Baris("total", "Total", "jumlah", 0, (5, 7), ((1, "kas"), (1, "bank"), (1, "dulu")))
    shown = tanpa_nol(_laporan(Baris("a", "A", "judul", 0), KAS, BANK, DULU, total))
    assert _kunci(shown) == ["a", "kas", "dulu", "total"]
    assert shown.baris[-1].suku == ((1, "kas"), (1, "dulu"))


def test_openings_stay() -> None:
    kas_awal = Baris("kas_awal", "Kas awal", "pos", 1, (0, 0), akun=("Aset:Kas",))
    assert _kunci(tanpa_nol(_laporan(AWAL, kas_awal, KAS))) == ["awal", "kas_awal", "kas"]


def test_an_inner_sum_of_nothing_goes_with_its_heading_and_the_outer_one_stays() -> None:
    inner = Baris("inner", "Jumlah", "jumlah", 1, (0, 0), ((1, "bank"),))
    outer = Baris("outer", "Total", "jumlah", 0, (0, 0), ((1, "inner"),))
    rows = (Baris("a", "A", "judul", 0), Baris("b", "B", "judul", 1), BANK, inner, outer)
    shown = tanpa_nol(_laporan(*rows))
    assert _kunci(shown) == ["a", "outer"]
    assert shown.baris[-1].suku == ()
