"""Canonical data: one text for one meaning, whatever class or order it came in."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from decimal import Decimal

import pytest

from kkmp_ledger.base.canonical import canonical
from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import shape
from kkmp_ledger.schema.toml import loads


@shape
class Box(Model):
    nama: str
    bulan: int = 3


@shape
class Renamed(Model):
    nama: str
    bulan: int = 4
    baru: tuple[int, ...] = ()


def test_a_new_class_a_new_default_and_another_order_change_nothing() -> None:
    """Else an upgrade of the program would make every generated file of a book stale."""
    text = 'nama = "Kas"'
    assert digest_of(loads(text, "x", Box)) == digest_of(loads(text, "x", Renamed))
    assert canonical({"b": 1, "a": (2,)}) == canonical(OrderedDict([("a", [2]), ("b", 1)]))
    assert canonical(Decimal("1.50")) == canonical(Decimal("1.5"))
    assert canonical([date(2025, 1, 2), None]) == '["2025-01-02",null]'


def test_what_differs_is_told_apart() -> None:
    values = [1, "1", Decimal(1), [1], [[1]], {"a": 1}, {"a": "1"}, None, "null", date(2025, 1, 1)]
    assert len({canonical(v) for v in values}) == len(values)
    assert digest_of(1, 2) != digest_of([1, 2])
    assert digest_of(loads('nama = "Kas"', "x", Box)) != digest_of(
        loads('nama = "Kas"\nbulan = 4', "x", Box)
    )


def test_what_has_no_canonical_form_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        canonical([object()])
