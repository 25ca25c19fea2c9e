"""What is handed out shows what there is; what is left still adds up."""

from __future__ import annotations

from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Statement


def _report(*row: Row) -> Statement:
    column = (Column("2025", "2025"), Column("2024", "2024"))
    return Statement("posisi-keuangan", "Contoh", Header("KKMP (fiktif)", "2025", ""), column, row)


def _key(statement: Statement) -> list[str]:
    return [b.key for b in statement.rows]


KAS = Row("kas", "Kas", "pos", 1, (5, 0), akun=("Aset:Kas",))
BANK = Row("bank", "Bank", "pos", 1, (0, 0), akun=("Aset:Bank",))
FIRST = Row("dulu", "Dulu", "pos", 1, (0, 7), akun=("Aset:Dulu",))
OPENING = Row("awal", "Saldo awal", "pos", 1, (0, 0))


def test_a_line_that_is_0_in_every_column_goes_and_its_sum_forgets_it() -> None:
    total = Row("total", "Total", "jumlah", 0, (5, 7), ((1, "kas"), (1, "bank"), (1, "dulu")))
    shown = without_zeros(_report(Row("a", "A", "judul", 0), KAS, BANK, FIRST, total))
    assert _key(shown) == ["a", "kas", "dulu", "total"]
    assert shown.rows[-1].terms == ((1, "kas"), (1, "dulu"))


def test_openings_stay() -> None:
    kas_awal = Row("kas_awal", "Kas awal", "pos", 1, (0, 0), akun=("Aset:Kas",))
    assert _key(without_zeros(_report(OPENING, kas_awal, KAS))) == ["awal", "kas_awal", "kas"]


def test_an_inner_sum_of_nothing_goes_with_its_heading_and_the_outer_one_stays() -> None:
    inner = Row("inner", "Jumlah", "jumlah", 1, (0, 0), ((1, "bank"),))
    outer = Row("outer", "Total", "jumlah", 0, (0, 0), ((1, "inner"),))
    rows = (Row("a", "A", "judul", 0), Row("b", "B", "judul", 1), BANK, inner, outer)
    shown = without_zeros(_report(*rows))
    assert _key(shown) == ["a", "outer"]
    assert shown.rows[-1].terms == ()
