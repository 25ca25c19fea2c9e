"""The words an entry may use for what it is, which way each moves, and what a program owns."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from kkmp_ledger.koperasi.events.registry import EVENTS
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

# The kinds of entries: those of the events, and what comes of tills, closes, decisions, by hand.
JENIS = frozenset(event.jenis for event in EVENTS if event.jenis) | frozenset(
    {
        "saldo-awal",
        "jual",
        "retur",
        "pendapatan",
        "penyusutan",
        "amortisasi",
        "pph-final",
        "pembagian-shu",
        "shu-ke-simpanan",
        "koreksi",
        "penyesuaian",
    }
)
_DEBIT, _CREDIT = 1, -1  # in the ledger's sign
_DEPOSITS = frozenset({Role.SIMPANAN_POKOK, Role.SIMPANAN_WAJIB, Role.SIMPANAN_SUKARELA})
_SALES = frozenset(
    {
        Role.PENDAPATAN_ANGGOTA,
        Role.PENDAPATAN_NON_ANGGOTA,
        Role.PENDAPATAN_LAIN_ANGGOTA,
        Role.PENDAPATAN_LAIN_NON_ANGGOTA,
    }
)
_SUPPLIERS_AND_LENDERS = frozenset({Role.UTANG_USAHA, Role.UTANG_BANK, Role.UTANG_PIHAK_KETIGA})


class Direction(NamedTuple):
    """Which way an entry of a kind moves the accounts of some roles, unless it is a reversal.

    `instead` is the kind of what moves them the other way. `net`: only all of them together; a
    day's sales may hold a line that gives something back.
    """

    roles: frozenset[Role]
    side: int  # 1 when it debits them, -1 when it credits them
    instead: str
    net: bool = False


# A kind without a row moves both ways: a count finds more or less, a correction anything.
DIRECTIONS: Mapping[str, tuple[Direction, ...]] = {
    "setor-simpanan": (Direction(_DEPOSITS, _CREDIT, "tarik-simpanan"),),
    "tarik-simpanan": (Direction(_DEPOSITS, _DEBIT, "setor-simpanan"),),
    "keluar": (
        Direction(_DEPOSITS, _DEBIT, "setor-simpanan"),
        Direction(frozenset({Role.ANGGOTA_KELUAR}), _CREDIT, "bayar-keluar"),
    ),
    "bayar-keluar": (Direction(frozenset({Role.ANGGOTA_KELUAR}), _DEBIT, "keluar"),),
    "bayar-shu": (Direction(frozenset({Role.SHU_ANGGOTA}), _DEBIT, "koreksi"),),
    "shu-ke-simpanan": (
        Direction(_DEPOSITS, _CREDIT, "koreksi"),
        Direction(frozenset({Role.SHU_ANGGOTA}), _DEBIT, "koreksi"),
    ),
    "jual": (Direction(_SALES, _CREDIT, "retur", net=True),),
    "retur": (Direction(_SALES, _DEBIT, "jual", net=True),),
    "pendapatan": (Direction(_SALES, _CREDIT, "retur", net=True),),
    "pencairan": (Direction(frozenset({Role.PIUTANG_AKUIRER}), _CREDIT, "koreksi"),),
    "beli": (Direction(frozenset({Role.PERSEDIAAN}), _DEBIT, "koreksi"),),
    "bayar-utang": (Direction(_SUPPLIERS_AND_LENDERS, _DEBIT, "beli atau pinjaman"),),
    "pinjaman": (
        Direction(frozenset({Role.UTANG_BANK, Role.UTANG_PIHAK_KETIGA}), _CREDIT, "bayar-utang"),
    ),
    "bayar-pajak": (Direction(frozenset({Role.UTANG_PPH_FINAL}), _DEBIT, "koreksi"),),
    "hibah": (Direction(frozenset({Role.HIBAH}), _CREDIT, "koreksi"),),
    "aset": (Direction(frozenset({Role.ASET_TETAP}), _DEBIT, "koreksi"),),
}
PENYESUAIAN = "13-penyesuaian.beancount"
_MACHINE = ".gen.beancount"


def machine_made(path: str) -> bool:
    """Tell whether a program owns the file."""
    return path.endswith(_MACHINE)
