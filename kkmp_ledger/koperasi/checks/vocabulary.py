"""The words an entry may use for what it is, and the files that a program owns."""

from __future__ import annotations

JENIS = frozenset(
    {
        "saldo-awal",
        "setor-simpanan",
        "tarik-simpanan",
        "keluar",
        "bayar-keluar",
        "jual",
        "retur",
        "beli",
        "bayar-utang",
        "beban",
        "setor-bank",
        "pencairan",
        "hibah",
        "pinjaman",
        "aset",
        "dibayar-di-muka",
        "pendapatan",
        "selisih-kas",
        "opname",
        "bunga-bank",
        "bayar-pajak",
        "penyusutan",
        "amortisasi",
        "pph-final",
        "pembagian-shu",
        "bayar-shu",
        "shu-ke-simpanan",
        "koreksi",
        "penyesuaian",
    }
)
PENYESUAIAN = "13-penyesuaian.beancount"
_MACHINE = ".gen.beancount"


def machine_made(path: str) -> bool:
    """Tell whether a program owns the file."""
    return path.endswith(_MACHINE)
