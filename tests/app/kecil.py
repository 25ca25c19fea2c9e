"""A small fictional cooperative, made by the commands themselves, stage by stage.

Everything happens between 24 November 2025 and spring 2026; two months make its first book year.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from click.testing import CliRunner

from kkmp_ledger.book.buku import Buku
from kkmp_ledger.cli.main import kkmp
from tests.importing.bahan import KOPERASI_TOML
from tests.importing.bahan import Barang
from tests.importing.bahan import Pasangan
from tests.importing.bahan import S
from tests.importing.bahan import xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from pathlib import Path

TOML = (
    KOPERASI_TOML.replace("2025-06-24", "2025-11-24")
    + """
[[shu]]
sejak = 2025-11-24
sumber = "Anggaran Rumah Tangga pasal 20 (fiktif)"
[shu.persen]
cadangan = 30
jasa_modal = 30
jasa_usaha = 40
[[pajak]]
sumber = "PP 55/2022"
tarif_permil = 5
dari = 2025-11-24
sampai = 2030-01-01
"""
)
KAS_NOV = "2025/11-kas.beancount"
STRUK = (
    S("26/11/2025 08:05", "1-1001", (Barang(650_000, 600_000),)),
    S("27/11/2025 09:10", "1-1002", (Barang(130_000, 100_000),), pelanggan="Siti Karangan"),
    S("28/11/2025 09:40", "1-1003", (Barang(65_000, 60_000),), bayar="QRIS"),
)
STRUK_DES = (
    S("02/12/2025 08:05", "1-1004", (Barang(65_000, 60_000),)),
    S("03/12/2025 09:10", "1-1005", (Barang(130_000, 120_000),), pelanggan="Siti Karangan"),
)
JUDUL_SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
JUDUL_ANGGOTA = ("Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir")
JUDUL_BEBAN = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What a command said."""

    kode: int
    teks: str  # both streams, as a person sees them

    @property
    def masalah(self) -> list[str]:
        """The codes of the problems told, in order."""
        words = (word for line in self.teks.splitlines() for word in line.split()[:3])
        return [w.rstrip(":") for w in words if w.isupper() and w.rstrip(":").count("-") >= 1]


def jalankan(folder: Path, *kata: str | Path) -> Jawaban:
    """Run a command on the folder in this process."""
    words = ["-C", str(folder), *map(str, kata)]
    done = CliRunner().invoke(kkmp, words, prog_name="kkmp")
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Jawaban(done.exit_code, done.output)


def pada(hari: str, jam: str = "09:00:00") -> tuple[str, ...]:
    """The options that fix the clock and the hand."""
    return ("--waktu", f"{hari}T{jam}", "--oleh", "bendahara")


def harus(folder: Path, *kata: str | Path) -> Jawaban:
    """Run a command that must go well."""
    done = jalankan(folder, *kata)
    assert done.kode == 0, f"{kata}\n{done.teks}"
    return done


def isi(folder: Path) -> dict[str, bytes]:
    """Every file of the folder but the derived ones, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).parts[0] not in {".kkmp", ".git"}
    }


def saldo(folder: Path, akun: str, until: date) -> int:
    """The balance of an account before the day, from the text."""
    return int(Buku.baca(folder).saldo(until).get(akun, 0))


def hitung(folder: Path, akhir: date, lembar: str = "BA-01") -> None:
    """Count every cash box and bank as the book has them, on the evening of the day."""
    waktu = pada(date.fromordinal(akhir.toordinal() + 1).isoformat(), "08:00:00")
    until = date.fromordinal(akhir.toordinal() + 1)
    for name, akun in {
        "Kas Toko": "Aset:Kas:Toko",
        "Kas Kantor": "Aset:Kas:Kantor",
        "Bank BRI": "Aset:Bank:BRI",
    }.items():
        amount = str(saldo(folder, akun, until))
        day = ("--tanggal", akhir.isoformat(), "--lembar", lembar)
        harus(folder, "catat", "hitung-kas", name, amount, *day, *waktu)


def setoran(path: Path, rows: Iterable[Sequence[str | int | date | None]]) -> Path:
    """A sheet of deposits."""
    return xlsx(path, [JUDUL_SETORAN, *rows]).path


def struk(folder: Path, receipts: Sequence[S], nama: str) -> tuple[Path, Path]:
    """A pair of till exports; `nama` is the range in their names."""
    folder.mkdir(parents=True, exist_ok=True)
    pair = replace_nama(Pasangan.dari(folder, receipts), nama)
    first, second = pair.tulis()
    return first.path, second.path


def replace_nama(pasangan: Pasangan, nama: str) -> Pasangan:
    """The same pair under another range."""
    return replace(pasangan, nama=nama)


def berkas_luar(folder: Path) -> dict[str, Path]:
    """The papers that come from outside: spreadsheets and till exports."""
    folder.mkdir(parents=True, exist_ok=True)
    joined = date(2025, 11, 24)
    people = [
        (None, f"Warga Karangan {n}", None, "Jalan Rekaan 1", None, joined,
         "Siti Karangan" if n == 1 else None)
        for n in range(1, 5)
    ]  # fmt: skip
    late = [(None, "Warga Karangan 5", None, None, None, date(2025, 11, 29), "Dewi Khayal")]
    pokok = [
        (date(2025, 11, 24), f"A000{n}", "pokok", 50_000, None, "Kas Kantor", None)
        for n in range(1, 5)
    ]
    wajib = [
        (date(2025, 11, 25), f"A000{n}", "wajib", 10_000, None, "Kas Kantor", None)
        for n in range(1, 4)
    ]
    more = [(date(2025, 11, 28), "A0001", "sukarela", 25_000, None, "Kas Kantor", None)]
    wages = [(date(2025, 11, 30), "Beban kepegawaian", "Upah jaga toko", 100_000, "Kas Toko")]
    toml = folder / "koperasi.toml"
    toml.write_text(TOML, encoding="utf-8")
    nov = struk(folder, STRUK, "2025-11-26-2025-11-28")
    des = struk(folder, STRUK_DES, "2025-12-02-2025-12-03")
    return {
        "koperasi": toml,
        "anggota": xlsx(folder / "anggota.xlsx", [JUDUL_ANGGOTA, *people]).path,
        "anggota-baru": xlsx(folder / "anggota-baru.xlsx", [JUDUL_ANGGOTA, *late]).path,
        "setoran": setoran(folder / "setoran-2025-11.xlsx", [*pokok, *wajib]),
        "setoran-lagi": setoran(folder / "setoran-2025-11b.xlsx", more),
        "beban": xlsx(folder / "beban-2025-11.xlsx", [JUDUL_BEBAN, *wages]).path,
        "struk": nov[0], "barang": nov[1], "struk-des": des[0], "barang-des": des[1],
    }  # fmt: skip


def mulai(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 1: founded, members in, their deposits booked, a grant and goods; no sales yet."""
    harus(folder, "init", folder, "--koperasi", papers["koperasi"], *pada("2025-11-24"))
    harus(folder, "anggota", "impor", papers["anggota"], *pada("2025-11-24", "10:00:00"))
    harus(folder, "impor", papers["setoran"], *pada("2025-11-25"))
    for words in (
        ("catat", "hibah", "5000000", "--pihak", "Kota (fiktif)", "--uraian", "Modal awal",
         "--ke", "Bank BRI", "--tanggal", "2025-11-25"),
        ("catat", "beli", "sembako", "1500000", "--pemasok", "CV Rekaan (fiktif)",
         "--dari", "Bank BRI", "--tanggal", "2025-11-25"),
    ):  # fmt: skip
        harus(folder, *words, *pada("2025-11-25", "11:00:00"))


def november(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 2: the month's sales booked, everything counted; not closed."""
    harus(folder, "impor", papers["struk"], papers["barang"], *pada("2025-11-30", "20:00:00"))
    hitung(folder, date(2025, 11, 30))


def desember(folder: Path, papers: dict[str, Path]) -> None:
    """Stage 3: November closed, December booked and counted with its stock; not closed."""
    harus(folder, "tutup", "2025-11", *pada("2025-12-01"))
    late = (papers["struk-des"], papers["barang-des"])
    harus(folder, "impor", *late, *pada("2025-12-31", "20:00:00"))
    stock = str(saldo(folder, "Aset:Persediaan:Sembako", date(2026, 1, 1)))
    count = ("--tanggal", "2025-12-31", "--lembar", "BA-STOK")
    harus(folder, "catat", "opname", "sembako", stock, *count, *pada("2026-01-01"))
    hitung(folder, date(2025, 12, 31), "BA-12")


def tertutup(folder: Path) -> None:
    """Stage 4: December closed, the year not."""
    harus(folder, "tutup", "2025-12", *pada("2026-01-02"))


def setahun(folder: Path) -> None:
    """Stage 5: the book year closed."""
    harus(folder, "tutup", "2025", *pada("2026-01-03"))
