"""The one list of kinds of documents: whoever meets a profile or a file asks here whose it is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kkmp_ledger.importing.kinds import sheet
from kkmp_ledger.importing.kinds import till

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkmp_ledger.importing.documents import Document
    from kkmp_ledger.importing.kinds.kind import AnyKind
    from kkmp_ledger.importing.kinds.kind import Part


def no_document() -> tuple[Part, ...]:
    """What is known when it is seen and taken in elsewhere."""
    return (sheet.members(),)


@lru_cache
def everything() -> tuple[AnyKind, ...]:
    """Every kind, in the order in which they are asked."""
    return (*till.kinds(), *sheet.kinds())


@lru_cache
def _by_profile() -> dict[str, AnyKind]:
    found = {profil: kind for kind in everything() for profil in kind.profiles}
    if len(found) != sum(len(kind.profiles) for kind in everything()):
        raise ValueError("two kinds of documents share a profile")
    return found


def known_kind(profil: str) -> AnyKind | None:
    """The kind that a profile of `dokumen/daftar.csv` belongs to; None for one that none knows."""
    return _by_profile().get(profil)


def kind_of(document: Document) -> AnyKind:
    """The kind of an accepted document: reading the list has refused profiles that none knows."""
    return _by_profile()[document.profil]


def grouped(documents: Iterable[Document]) -> list[tuple[AnyKind, tuple[Document, ...]]]:
    """Rows of the list as whole documents, in order of number: numbers of one follow each other.

    A group whose profiles are not those of the kind's parts has lost a partner.
    """
    found: list[tuple[AnyKind, tuple[Document, ...]]] = []
    rest = sorted(documents, key=lambda d: (len(d.nomor), d.nomor))
    while rest:
        kind = kind_of(rest[0])
        wanted = kind.profiles
        size = 1
        if rest[0].profil == wanted[0]:
            while rest[size : size + 1] and (rest[size].profil,) == wanted[size : size + 1]:
                size += 1
        found.append((kind, tuple(rest[:size])))
        rest = rest[size:]
    return found


def is_whole(kind: AnyKind, rows: Iterable[Document]) -> bool:
    """Tell whether the rows are one document of the kind, every part of it."""
    return tuple(d.profil for d in rows) == kind.profiles
