"""`make bench`: the figures of the issue, each as medians and ratios against a peer in one run.

Peers are Debian's ledger and hledger and Beancount's own bean-check; a missing one is named.
"""

from __future__ import annotations

import platform
import shutil
import sys
from pathlib import Path

from bench.buku_besar import buat_buku
from bench.buku_besar import hari_terakhir
from bench.buku_besar import terjemahan
from bench.kasir_besar import buat_ekspor
from bench.kasir_besar import buat_koperasi
from bench.ukur import KKMP
from bench.ukur import Jalan
from bench.ukur import berpasangan
from bench.ukur import berulang
from bench.ukur import jalankan

DATA = Path(__file__).parent / "data"
CONTOH = Path(__file__).parent.parent / "ledgers" / "contoh" / "koperasi.toml"
KALI = 5
TAHUN = 5
_BEAN_CHECK = [str(Path(sys.executable).parent / "bean-check"), "--no-cache"]
_MUAT = (
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
    print(f"Python {platform.python_version()}, {platform.machine()}; median of {KALI}, CPU s")
    besar, kecil = DATA / "besar", DATA / "kecil"
    buat_buku(besar, CONTOH, tahun=TAHUN, anggota=500, jual_sehari=50)
    buat_buku(kecil, CONTOH, tahun=1, anggota=500, jual_sehari=50)
    journal = DATA / "besar.ledger"
    entries, postings = terjemahan(besar, journal)
    print(f"big book: {entries} transactions, {postings} postings, {TAHUN} years")
    laporan(besar, journal)
    setor(besar, kecil)
    kasir()
    rat()
    return 0


def laporan(besar: Path, journal: Path) -> None:
    """Posisi keuangan: warm, after one append, and the first run."""
    year = str(hari_terakhir(TAHUN).year)
    ours = [*KKMP, "-C", str(besar), "laporan", "posisi-keuangan", "--tahun", year]
    ledger = ["ledger", "-f", str(journal), "balance"]
    mine, theirs, ratio = berpasangan(ours, ledger, KALI)
    _baris("laporan, index warm", mine, "ledger balance", theirs, ratio)
    mine, theirs, ratio = berpasangan(ours, ledger, KALI, lambda: jalankan(_setor(besar)))
    _baris("laporan, after one append", mine, "ledger balance", theirs, ratio)
    check = [*_BEAN_CHECK, str(besar / "main.beancount")]
    mine, theirs, ratio = berpasangan(
        ours, check, KALI, lambda: shutil.rmtree(besar / ".kkmp", ignore_errors=True)
    )
    _baris("laporan, first run", mine, "bean-check", theirs, ratio)
    hledger = berulang(["hledger", "-f", str(journal), "balance"], KALI)
    print(f"  {'hledger balance':<28} {hledger.cpu:6.2f}")


def setor(besar: Path, kecil: Path) -> None:
    """A deposit on the big book and on one of a fifth of its years."""
    mine, theirs, ratio = berpasangan(_setor(besar), _setor(kecil, tahun=1), KALI)
    _baris("setor, 5 years", mine, "setor, 1 year", theirs, ratio)


def _setor(folder: Path, tahun: int = TAHUN) -> list[str]:
    day = hari_terakhir(tahun).isoformat()
    words = ["setor", "A0001", "wajib", "10000", "--ke", "Kas Kantor", "--tanggal", day]
    return [*KKMP, "-C", str(folder), *words, "--waktu", f"{day}T10:00:00", "--oleh", "bench"]


def kasir() -> None:
    """A till export of 100,000 receipts, 300,000 lines."""
    pair = buat_ekspor(DATA / "ekspor", struk=100_000, baris=3)
    folder = DATA / "kasir"
    day = hari_terakhir(1).isoformat()
    words = ["impor", *map(str, pair), "--waktu", f"{day}T23:00:00", "--oleh", "bench"]
    run = berulang([*KKMP, "-C", str(folder), *words], 3, lambda: buat_koperasi(folder, CONTOH))
    print(f"  {'impor, 100,000 receipts':<28} {run.cpu:6.2f}   peak {run.mb:.0f} MB")


def rat() -> None:
    """The meeting's book of a cooperative of 1,000 members, beyond loading its ledger."""
    folder = DATA / "seribu"
    buat_buku(folder, CONTOH, tahun=1, anggota=1000, jual_sehari=50)
    load = [sys.executable, "-c", _MUAT, str(folder)]
    year = str(hari_terakhir(1).year)
    for suffix in ("pdf", "xlsx", "html"):
        out = DATA / f"rat.{suffix}"
        ours = [*KKMP, "-C", str(folder), "rat", "susun", "--tahun", year, "-o", str(out)]
        mine, theirs, ratio = berpasangan(ours, load, 3)
        beyond = theirs.cpu * (ratio - 1)  # by the ratio: the machine's speed drifts in between
        print(
            f"  {f'rat susun .{suffix}, 1,000 members':<34} {mine.cpu:6.2f}"
            f"   loading {theirs.cpu:.2f}, beyond it {beyond:.2f}"
        )


def _baris(what: str, ours: Jalan, peer: str, theirs: Jalan, ratio: float) -> None:
    print(f"  {what:<28} {ours.cpu:6.2f}   {peer} {theirs.cpu:.2f}   ratio {ratio:.2f}")


if __name__ == "__main__":
    sys.exit(main())
