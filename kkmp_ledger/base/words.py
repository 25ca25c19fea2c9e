"""Words as people write them: on one line, and alike whatever their capitals and spaces."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The text on one line: runs of spaces and line ends become one space, outer ones go."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """What two spellings of one name share: `Kas  Toko` and `kas toko`."""
    return one_line(text).casefold()
