"""What a field of an event takes as text, and what it says to write instead."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kkmp_ledger.koperasi.events.values import DAY
from kkmp_ledger.koperasi.events.values import RUPIAH
from kkmp_ledger.koperasi.events.values import RUPIAH_SEN
from kkmp_ledger.koperasi.events.values import WHOLE
from kkmp_ledger.koperasi.events.values import UnreadableError
from kkmp_ledger.koperasi.events.values import Value


@pytest.mark.parametrize(
    ("value", "text", "read"),
    [
        (RUPIAH, " 50.000 ", 50_000),
        (RUPIAH_SEN, "1.234,56", Decimal("1234.56")),
        (RUPIAH_SEN, "50000", 50_000),
        (DAY, "31/12/2025", date(2025, 12, 31)),
        (WHOLE, " 96 ", 96),
    ],
)
def test_what_is_read(value: Value, text: str, read: object) -> None:
    found = value.read(text)
    assert (found, type(found)) == (read, type(read))


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        (RUPIAH, "1.234,56", '"1.234,56" bukan jumlah rupiah; tulis misalnya 50.000'),
        (RUPIAH, "lima", '"lima" bukan jumlah rupiah; tulis misalnya 50.000'),
        (RUPIAH_SEN, "lima,50", '"lima,50" bukan jumlah rupiah; tulis misalnya 1.234,56'),
        (RUPIAH_SEN, "1,5", '"1,5" bukan jumlah rupiah; tulis misalnya 1.234,56'),
        (DAY, "31/02/2025", '"31/02/2025" bukan tanggal; tulis misalnya 2026-03-14'),
        (WHOLE, "1,5", '"1,5" bukan angka bulat'),
    ],
)
def test_what_cannot_be_read_says_what_to_write(value: Value, text: str, said: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        value.read(text)
    assert str(caught.value) == said
    if " misalnya " in said:
        value.read(said.rpartition(" ")[2])  # the remedy works
