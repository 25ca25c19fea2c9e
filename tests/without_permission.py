"""A folder that this process may only read, also when it runs as root, as in a container."""

from __future__ import annotations

import ctypes
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DAC_OVERRIDE = 1  # the capability by which root writes where the mode forbids it
_VERSION_3 = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Data(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def without_permission(folder: Path) -> Iterator[None]:
    """Take away the right to write to the folder and to all in it, for as long as the block lasts.

    Root is without its capability for that time. Linux only, as the supported server is.
    """
    paths = [folder, *folder.rglob("*")]
    modes = {path: path.stat().st_mode for path in paths}
    before = _power()
    for path in reversed(paths):
        path.chmod(modes[path] & ~0o222)
    _set(before & ~(1 << _DAC_OVERRIDE))
    try:
        assert not os.access(folder, os.W_OK, effective_ids=True)
        yield
    finally:
        _set(before)
        for path in paths:
            if path.exists():
                path.chmod(modes[path])


def _call(name: str, data: ctypes.Array[_Data]) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(ctypes.byref(_Header(_VERSION_3, 0)), data) != 0:
        raise OSError(ctypes.get_errno(), name)


def _power() -> int:
    data = (_Data * 2)()
    _call("capget", data)
    return int(data[0].effective)


def _set(effective: int) -> None:
    data = (_Data * 2)()
    _call("capget", data)
    data[0].effective = effective
    _call("capset", data)
