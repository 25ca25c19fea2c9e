"""What must hold whatever the data: said in a way that `python -O` does not take away."""

from __future__ import annotations


class OurMistakeError(Exception):
    """The program is wrong, not the data: nobody who keeps books can cause or mend it."""


def ensure(holds: object, what: object) -> None:
    """Raise OurMistakeError about `what` unless it holds; nothing is written then.

    An `assert` only narrows a type: with `python -O` it is gone, and the money that it guarded.
    """
    if not holds:
        raise OurMistakeError(what)
