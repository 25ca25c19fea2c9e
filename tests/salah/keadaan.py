"""Circumstances that no typed command brings about: another writer, a held file, a torn chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEADAAN: dict[str, Callable[[Path], str]] = {}
