"""The words that every ledger file of a cooperative uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from kkmp_ledger.base.problem import Place

CURRENCY = "IDR"
OPTIONS = {
    "name_assets": "Aset",
    "name_liabilities": "Liabilitas",
    "name_equity": "Ekuitas",
    "name_income": "Pendapatan",
    "name_expenses": "Beban",
}
PLUGIN = "kkmp_ledger.plugin"


def foreign_plugin(name: str, place: Place) -> Problem:
    """DIALEK: a plugin that is not ours."""
    fact = f'plugin "{name}" tidak dipakai di buku koperasi'
    hint = f'hapus baris ini; hanya plugin "{PLUGIN}" yang dipakai'
    return Problem("DIALEK", fact, hint, place)
