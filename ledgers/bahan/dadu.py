"""Chance that falls the same on every machine and every Python."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Dadu:
    """Dice from one seed.

    Only `Random.random()` is drawn from: Python promises that its sequence stays the same,
    and promises it of no other method. Each subject has dice of its own (the shop, the
    deposits), so that a change to one does not reshuffle the other.
    """

    def __init__(self, benih: str) -> None:
        """Take the seed, a word."""
        self._acak = random.Random(benih).random

    def peluang(self, persen: int) -> bool:
        """Tell yes in so many cases of a hundred."""
        return self._acak() * 100 < persen

    def angka(self, dari: int, sampai: int) -> int:
        """A whole number between the two, both included."""
        return dari + int(self._acak() * (sampai - dari + 1))

    def pilih(self, dari: Sequence[T]) -> T:
        """One of them."""
        return dari[self.angka(0, len(dari) - 1)]

    def berbobot(self, dari: Sequence[tuple[T, int]]) -> T:
        """One of them, each as likely as its weight says."""
        sisa = self.angka(1, sum(bobot for _, bobot in dari))
        for satu, bobot in dari:
            sisa -= bobot
            if sisa <= 0:
                return satu
        raise AssertionError("weights are positive")

    def beberapa(self, dari: Sequence[T], banyak: int) -> list[T]:
        """So many different ones, in the order of `dari`."""
        sisa = list(range(len(dari)))
        diambil = [sisa.pop(self.angka(0, len(sisa) - 1)) for _ in range(banyak)]
        return [dari[i] for i in sorted(diambil)]
