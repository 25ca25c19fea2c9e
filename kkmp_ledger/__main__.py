"""`python -m kkmp_ledger` is `kkmp`."""

from __future__ import annotations

from kkmp_ledger.cli.main import main

if __name__ == "__main__":
    main()
