"""Kinds of documents: one list, profiles that never change, and no till by default."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kkmp_ledger.importing import documents
from kkmp_ledger.importing.documents import Document
from kkmp_ledger.importing.kinds import registry
from kkmp_ledger.importing.kinds.kind import Heads
from kkmp_ledger.importing.kinds.kind import Part
from kkmp_ledger.importing.kinds.kind import likeness
from kkmp_ledger.importing.month_files import by_file
from kkmp_ledger.koperasi.events.registry import sheets

DAY = date(2025, 7, 1)


def row(number: int, profil: str) -> Document:
    return Document(
        f"D{number:04d}", f"{number:064x}", f"dokumen/{number}", profil, DAY, DAY,
        "2025-08-01T17:00:00", DAY,
    )  # fmt: skip


def test_profiles_stay_as_lists_hold_them() -> None:
    """Written into every cooperative's list: none may be renamed, and each belongs to one kind."""
    profiles = [part.profil for kind in registry.everything() for part in kind.parts]
    assert profiles[:2] == ["loyverse-struk", "loyverse-barang"]
    assert profiles[2:] == [*(name for name in sheets() if name != "anggota"), "bulan"]
    assert {"setoran", "beli", "beban"} < set(profiles)
    assert [p for kind in registry.everything() for p in kind.profiles] == profiles
    assert all(registry.known_kind(p) is not None for p in profiles)


@pytest.mark.parametrize("profil", ["", "anggota", "majoo-struk", "bri-koran", "SETORAN"])
def test_what_no_kind_knows_is_no_till(profil: str) -> None:
    assert registry.known_kind(profil) is None
    text = documents.write([row(1, profil or "x")])
    found, problems = documents.read(text, "daftar.csv", Path())
    assert (found, [p.code for p in problems]) == ([], ["PROFIL-ASING"])
    assert problems[0].place is not None
    assert problems[0].place.line == 2


def test_the_kind_says_which_file_is_made() -> None:
    rows = [row(n, p) for n, p in enumerate(("loyverse-struk", "setoran", "beli", "beban"), 1)]
    assert list(by_file(rows)) == ["2025/07-toko.gen.beancount"]


def test_only_what_sells_waits_for_customers() -> None:
    assert {part.profil for kind in registry.everything() if kind.sells for part in kind.parts} == {
        "loyverse-struk",
        "loyverse-barang",
    }


def groups(*profiles: str) -> list[tuple[list[str], bool]]:
    rows = [row(n, p) for n, p in enumerate(profiles, 1)]
    return [
        ([d.profil for d in found], registry.is_whole(kind, found))
        for kind, found in registry.grouped(reversed(rows))
    ]


def test_a_lost_partner_takes_no_other_along() -> None:
    head, lines = "loyverse-struk", "loyverse-barang"
    assert groups(head, lines, "beli", head, lines) == [
        ([head, lines], True), (["beli"], True), ([head, lines], True),
    ]  # fmt: skip
    assert groups(lines, "beli", head, "beban", head, head, lines) == [
        ([lines], False), (["beli"], True), ([head], False), (["beban"], True),
        ([head], False), ([head, lines], True),
    ]  # fmt: skip


def test_likeness_names_what_the_nearest_header_lacks() -> None:
    part = Part("x", "lembar x", "xlsx", ("Tanggal", "Nomor anggota", "Kas"))
    heads = Heads("xlsx", (("Judul",), ("tanggal", " nomor  ANGGOTA ")))
    assert likeness(heads, part).missing == ("Kas",)
    assert likeness(Heads("csv", heads.rows), part).is_nothing
    exact = Part("y", "struk y", "csv", ("Tanggal", "Kas"))
    assert likeness(Heads("csv", (("tanggal", "Kas"),)), exact).missing == ("Tanggal",)
    assert likeness(Heads("csv", ()), exact).is_nothing
