"""Where the project's data folders are: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """The folder `templates` or `importers`, wherever this copy of the program keeps it."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def room(name: str) -> Path:
    """The folder of a room of the package."""
    return _PACKAGE / name


def law(rezim: str) -> Path:
    """The folder of one reporting regime's data, for instance `sak-ep-2025`."""
    return _PACKAGE / "law" / rezim
