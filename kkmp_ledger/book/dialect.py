"""The words that every ledger file of a cooperative uses."""

from __future__ import annotations

CURRENCY = "IDR"
OPTIONS = {
    "name_assets": "Aset",
    "name_liabilities": "Liabilitas",
    "name_equity": "Ekuitas",
    "name_income": "Pendapatan",
    "name_expenses": "Beban",
}
PLUGIN = "kkmp_ledger.plugin"
