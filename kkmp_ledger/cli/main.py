"""The command `kkmp`: parse words, call one use case, print."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import click

from kkmp_ledger.cli import language
from kkmp_ledger.cli.events import EventGroup
from kkmp_ledger.cli.session import Session

language.install()

# Command -> where it is, and its help: so that help imports none. A test holds them equal.
LAZY = {
    "init": ("start:init", "Buat folder buku koperasi baru."),
    "templat": (
        "start:templat",
        "Lembar Excel kosong untuk diisi, lalu diimpor; tanpa NAMA menyebut semua lembar.",
    ),
    "anggota": ("anggota:anggota", "Buku anggota: masuk, keluar, daftar."),
    "simpanan": ("simpanan:simpanan", "Simpanan anggota."),
    "catat": (
        "events:catat",
        "Catat kejadian sehari-hari; semua kejadian ada di sini menurut pokoknya.",
    ),
    "balik": (
        "events:balik",
        "Balik kejadian BUKTI seluruhnya; yang asli tetap ada, di sampingnya kebalikannya.",
    ),
    "impor": (
        "impor:impor",
        "Bukukan ekspor kasir dan lembar Excel; jenisnya dikenali dari judul kolomnya.",
    ),
    "dokumen": (
        "documents:documents",
        "Ekspor dan lembar yang sudah diterima: daftarnya, dan menarik yang salah.",
    ),
    "susun": ("checks:susun", "Buat ulang semua berkas mesin di bulan yang terbuka."),
    "cek": ("checks:cek", "Periksa semuanya: teks buku, aturan, dokumen, pembuktian."),
    "tutup": ("checks:tutup", "Tutup bulan (2026-03) atau tahun buku (2026)."),
    "segel": ("seals:seals", "Segel bulan dan tahun buku yang ditutup."),
    "terakhir": ("latest:latest", "Yang terakhir dicatat, terbaru lebih dulu (10, atau N)."),
    "laporan": ("laporan:laporan", "Satu laporan keuangan, dengan pembandingnya."),
    "shu": ("rat:shu", "Sisa hasil usaha dan pembagiannya."),
    "rat": ("rat:rat", "Rapat anggota tahunan."),
    "cadangkan": (
        "backup:back_up",
        "Simpan seluruh buku dalam satu berkas di LETAK, lalu baca lagi dan bandingkan.",
    ),
    "pulihkan": (
        "backup:restore",
        "Kembalikan cadangan BERKAS ke FOLDER yang baru atau kosong.",
    ),
    "buka": ("buka:buka", "Buka buku di peramban, hanya di komputer ini dan hanya untuk dilihat."),
}


@click.group(
    cls=EventGroup,
    prefix="",
    lazy=LAZY,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder buku koperasi (bila bukan folder ini atau yang di atasnya).",
)
@click.version_option(package_name="kkmp-ledger", prog_name="kkmp", message="%(prog)s %(version)s")
@click.pass_context
def kkmp(ctx: click.Context, folder: Path | None) -> None:
    """Buku koperasi kelurahan yang dapat dibuktikan."""
    ctx.obj = Session(folder)


# A command that looks makes fewer objects than this and leaves none in circles: to walk them all
# every 700, as Python would, takes a twentieth of its time.
_GARBAGE = 100_000


def main() -> None:
    """Run `kkmp`."""
    gc.set_threshold(_GARBAGE)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Windows would write the local code page
            stream.reconfigure(encoding="utf-8")
    kkmp(prog_name="kkmp")


if __name__ == "__main__":
    main()
