"""What is handed out shows what there is; what is left still adds up."""

from __future__ import annotations

from kkmp_ledger.statements.concise import without_empty_columns
from kkmp_ledger.statements.concise import without_zeros
from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn


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


def _equity(pokok: int, hibah: int) -> Statement:
    total = Column("jumlah", "Jumlah", terms=("pokok", "hibah"))
    columns = (Column("pokok", "Pokok"), Column("hibah", "Hibah"), total)
    row = Row("akhir", "Saldo akhir", "jumlah", 0, (pokok, hibah, pokok + hibah))
    rows = (Row("a", "A", "judul", 0), row)
    return Statement("perubahan-ekuitas", "Contoh", Header("KKMP (fiktif)", "", ""), columns, rows)


def test_a_part_that_is_0_throughout_goes_and_the_sum_of_columns_forgets_it() -> None:
    shown = without_zeros(_equity(5, 0))
    assert [column.key for column in shown.columns] == ["pokok", "jumlah"]
    assert shown.columns[-1].terms == ("pokok",)
    assert [row.values for row in shown.rows] == [(), (5, 5)]


def test_a_statement_of_nothing_and_a_year_of_nothing_keep_their_columns() -> None:
    assert without_zeros(_equity(0, 0)) == _equity(0, 0)
    assert without_zeros(_equity(5, -5)) == _equity(5, -5)
    assert len(without_zeros(_report(KAS)).columns) == 2


def test_a_list_leaves_out_only_sparse_columns_of_nothing() -> None:
    columns = (
        TableColumn("nomor", "Nomor"),
        TableColumn("awal", "Saldo awal", "angka", summed=True, sparse=True),
        TableColumn("keluar", "Keluar", "angka", summed=True, sparse=True),
        TableColumn("masuk", "Masuk", "angka", summed=True),
    )
    rows = (("A0001", 0, 0, 0), ("A0002", 0, 7, 0))
    table = Table("simpanan", "Contoh", Header("KKMP (fiktif)", "", ""), columns, rows)
    shown = without_empty_columns(table)
    assert [column.key for column in shown.columns] == ["nomor", "keluar", "masuk"]
    assert shown.rows == (("A0001", 0, 0), ("A0002", 7, 0))
    assert shown.jumlah() == (None, 7, 0)
