"""Chance that falls the same on every machine and every Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dice:
    """Dice from one seed.

    Only `Random.random()` is drawn from: Python promises that its sequence stays the same,
    and promises it of no other method. Each subject has dice of its own (the shop, the
    deposits), so that a change to one does not reshuffle the other.
    """

    def __init__(self, seed: str) -> None:
        """Take the seed, a word."""
        self._random = random.Random(seed).random

    def chance(self, persen: int) -> bool:
        """Tell yes in so many cases of a hundred."""
        return self._random() * 100 < persen

    def number(self, dari: int, sampai: int) -> int:
        """A whole number between the two, both included."""
        return dari + int(self._random() * (sampai - dari + 1))

    def choose(self, dari: Sequence[T]) -> T:
        """One of them."""
        return dari[self.number(0, len(dari) - 1)]

    def weighted(self, dari: Sequence[tuple[T, int]]) -> T:
        """One of them, each as likely as its weight says."""
        rest = self.number(1, sum(weight for _, weight in dari))
        for one, weight in dari:
            rest -= weight
            if rest <= 0:
                return one
        raise AssertionError("weights are positive")

    def several(self, dari: Sequence[T], many: int) -> list[T]:
        """So many different ones, in the order of `dari`."""
        rest = list(range(len(dari)))
        taken = [rest.pop(self.number(0, len(rest) - 1)) for _ in range(many)]
        return [dari[i] for i in sorted(taken)]
