"""The data folders are where the program looks for them."""

from __future__ import annotations

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.places import law


def test_in_a_checkout_they_stand_beside_the_package() -> None:
    assert (folder("templates") / "laporan" / "laporan.typ").is_file()
    assert (folder("importers") / "loyverse" / "mapping.toml").is_file()
    assert (law("sak-ep-2025") / "akun.toml").is_file()
