"""`make bench`: the figures of the issue, each as medians and ratios against a peer in one run.

Peers are Debian's ledger and hledger and Beancount's own bean-check; a missing one is named.
"""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

from bench.large_book import last_day
from bench.large_book import make_book
from bench.large_book import translation
from bench.large_till import make_export
from bench.large_till import make_koperasi
from bench.measure import KKMP
from bench.measure import Run
from bench.measure import paired
from bench.measure import repeated
from bench.measure import run_command

DATA = Path(__file__).parent / "data"
EXAMPLE = Path(__file__).parent.parent / "ledgers" / "contoh" / "koperasi.toml"
TIMES = 5
YEAR = 5
_BEAN_CHECK = [str(Path(sys.executable).parent / "bean-check"), "--no-cache"]
_LOAD = (
    "from pathlib import Path; import sys;"
    "from kkmp_ledger.book.buku import Buku; from kkmp_ledger.book.muat import muat;"
    "Buku.baca(Path(sys.argv[1])); muat(Path(sys.argv[1]))"
)


def main() -> int:
    """Measure everything once and print it."""
    missing = [name for name in ("ledger", "hledger") if shutil.which(name) is None]
    if missing:
        print(f"install Debian's {' and '.join(missing)} first", file=sys.stderr)
        return 1
    print(f"Python {platform.python_version()}, {platform.machine()}; median of {TIMES}, CPU s")
    large, small = DATA / "besar", DATA / "kecil"
    make_book(large, EXAMPLE, year=YEAR, anggota=500, sell_a_day=50)
    make_book(small, EXAMPLE, year=1, anggota=500, sell_a_day=50)
    journal = DATA / "besar.ledger"
    entries, postings = translation(large, journal)
    print(f"big book: {entries} transactions, {postings} postings, {YEAR} years")
    statement(large, journal)
    setor(large, small)
    kasir()
    rat()
    return 0


def statement(large: Path, journal: Path) -> None:
    """Posisi keuangan: warm, after one append, and the first run."""
    year = str(last_day(YEAR).year)
    ours = [*KKMP, "-C", str(large), "laporan", "posisi-keuangan", "--tahun", year]
    ledger = ["ledger", "-f", str(journal), "balance"]
    mine, theirs, ratio = paired(ours, ledger, TIMES)
    _row("laporan, index warm", mine, "ledger balance", theirs, ratio)
    mine, theirs, ratio = paired(ours, ledger, TIMES, lambda: run_command(_setor(large)))
    _row("laporan, after one append", mine, "ledger balance", theirs, ratio)
    check = [*_BEAN_CHECK, str(large / "main.beancount")]
    mine, theirs, ratio = paired(
        ours, check, TIMES, lambda: shutil.rmtree(large / ".kkmp", ignore_errors=True)
    )
    _row("laporan, first run", mine, "bean-check", theirs, ratio)
    hledger = repeated(["hledger", "-f", str(journal), "balance"], TIMES)
    print(f"  {'hledger balance':<28} {hledger.cpu:6.2f}")


def setor(large: Path, small: Path) -> None:
    """A deposit on the big book and on one of a fifth of its years."""
    mine, theirs, ratio = paired(_setor(large), _setor(small, year=1), TIMES)
    _row("setor, 5 years", mine, "setor, 1 year", theirs, ratio)


def _setor(folder: Path, year: int = YEAR) -> list[str]:
    day = last_day(year).isoformat()
    words = ["setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", day]
    return [*KKMP, "-C", str(folder), *words, "--waktu", f"{day}T10:00:00", "--oleh", "bench"]


def kasir() -> None:
    """A till export of 100,000 receipts, 300,000 lines."""
    pair = make_export(DATA / "ekspor", receipt=100_000, row=3)
    folder = DATA / "kasir"
    day = last_day(1).isoformat()
    words = ["impor", *map(str, pair), "--waktu", f"{day}T23:00:00", "--oleh", "bench"]
    run = repeated([*KKMP, "-C", str(folder), *words], 3, lambda: make_koperasi(folder, EXAMPLE))
    print(f"  {'impor, 100,000 receipts':<28} {run.cpu:6.2f}   peak {run.mb:.0f} MB")


def rat() -> None:
    """The meeting's book of a cooperative of 1,000 members, beyond loading its ledger."""
    folder = DATA / "seribu"
    make_book(folder, EXAMPLE, year=1, anggota=1000, sell_a_day=50)
    load = [sys.executable, "-c", _LOAD, str(folder)]
    year = str(last_day(1).year)
    for suffix in ("pdf", "xlsx", "html"):
        out = DATA / f"rat.{suffix}"
        ours = [*KKMP, "-C", str(folder), "rat", "susun", "--tahun", year, "-o", str(out)]
        mine, theirs, ratio = paired(ours, load, 3)
        beyond = theirs.cpu * (ratio - 1)  # by the ratio: the machine's speed drifts in between
        print(
            f"  {f'rat susun .{suffix}, 1,000 members':<34} {mine.cpu:6.2f}"
            f"   loading {theirs.cpu:.2f}, beyond it {beyond:.2f}"
        )


def _row(what: str, ours: Run, peer: str, theirs: Run, ratio: float) -> None:
    print(f"  {what:<28} {ours.cpu:6.2f}   {peer} {theirs.cpu:.2f}   ratio {ratio:.2f}")


if __name__ == "__main__":
    sys.exit(main())
