"""The gallery of wrong ledgers: each code is told by a specimen, in exactly these words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.kode import KODE
from kkmp_ledger.koperasi.aturan.periksa import KODE_ATURAN
from tests.salah import halaman
from tests.salah.galeri import HARAPAN
from tests.salah.galeri import PERINTAH
from tests.salah.galeri import jalankan
from tests.salah.galeri import kode_dalam
from tests.salah.galeri import kode_specimen
from tests.salah.segar import SALAH
from tests.salah.segar import segarkan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize("kode", kode_specimen())
def test_specimen(
    kode: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    emas: Callable[[Path, str], None],
    *,
    tulis_ulang: bool,
) -> None:
    if tulis_ulang and (SALAH / kode).is_dir():
        segarkan(SALAH / kode)
    text = jalankan(kode, tmp_path, monkeypatch)
    assert kode_dalam(text) == {kode}, text
    assert str(tmp_path) not in text
    emas(SALAH / kode / HARAPAN, text)


def test_every_code_has_a_specimen() -> None:
    assert set(kode_specimen()) == set(KODE) - set(halaman.DI_TEMPAT_LAIN)


def test_what_is_shown_elsewhere_is_a_code_and_says_where() -> None:
    for kode, where in halaman.DI_TEMPAT_LAIN.items():
        assert kode in KODE
        assert (SALAH.parent.parent / where).is_file(), f"{kode}: {where}"


def test_every_code_of_the_rules_has_its_own_ledger() -> None:
    """A rule's specimen is a folder that `kkmp cek` reads, unless only the door knows the rule."""
    for kode in KODE_ATURAN - {"BULAN-TERTUTUP"}:
        assert (SALAH / kode / "main.beancount").is_file(), kode
        assert not (SALAH / kode / PERINTAH).exists(), kode


def test_the_page_is_up_to_date(emas: Callable[[Path, str], None]) -> None:
    emas(halaman.HALAMAN, halaman.teks())
