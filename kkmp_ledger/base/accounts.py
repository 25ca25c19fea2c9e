"""Names of accounts: segments between colons, each name standing under all that it begins with."""

from __future__ import annotations


def is_under(akun: str, *parents: str) -> bool:
    """Tell whether the account is one of the parents or stands under one, by segment."""
    return f"{akun}:".startswith(tuple([f"{parent}:" for parent in parents]))
