"""The roles of accounts: how code asks the chart for an account without spelling its name."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from typing import Annotated

from kkmp_ledger.schema.shape import First

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(StrEnum):
    """What an account is to the code; each regime's chart says by `peran` which rows have it.

    A new role is a line here and a `peran` in every regime's `akun.toml`.
    """

    KAS = "kas"
    BANK = "bank"
    PIUTANG_AKUIRER = "piutang_akuirer"
    PIUTANG_BON = "piutang_bon"
    PERSEDIAAN = "persediaan"
    ASET_TETAP = "aset_tetap"  # shared by the rows of tangible assets
    AKUMULASI_PENYUSUTAN = "akumulasi_penyusutan"
    AKUMULASI_AMORTISASI = "akumulasi_amortisasi"
    UTANG_USAHA = "utang_usaha"
    SIMPANAN_SUKARELA = "simpanan_sukarela"
    UTANG_BANK = "utang_bank"
    UTANG_PIHAK_KETIGA = "utang_pihak_ketiga"
    UTANG_PPH_FINAL = "utang_pph_final"
    ANGGOTA_KELUAR = "anggota_keluar"
    SHU_ANGGOTA = "shu_anggota"
    BEBAN_AKRUAL = "beban_akrual"
    SIMPANAN_POKOK = "simpanan_pokok"
    SIMPANAN_WAJIB = "simpanan_wajib"
    HIBAH = "hibah"
    CADANGAN_UMUM = "cadangan_umum"
    CADANGAN_RISIKO = "cadangan_risiko"
    SHU_DIBAGIKAN = "shu_dibagikan"
    SHU_SALDO_AWAL = "shu_saldo_awal"
    SHU_KOREKSI = "shu_koreksi"
    PENDAPATAN_ANGGOTA = "pendapatan_anggota"
    PENDAPATAN_NON_ANGGOTA = "pendapatan_non_anggota"
    PENDAPATAN_LAIN_ANGGOTA = "pendapatan_lain_anggota"
    PENDAPATAN_LAIN_NON_ANGGOTA = "pendapatan_lain_non_anggota"
    HASIL_INVESTASI = "hasil_investasi"
    HPP_ANGGOTA = "hpp_anggota"
    HPP_NON_ANGGOTA = "hpp_non_anggota"
    SUSUT_BARANG = "susut_barang"
    ADMINISTRASI_BANK = "administrasi_bank"
    PENYUSUTAN = "penyusutan"
    AMORTISASI = "amortisasi"
    SELISIH_KAS = "selisih_kas"
    PAJAK_BUNGA = "pajak_bunga"
    PAJAK_PENGHASILAN = "pajak_penghasilan"


def _read(value: object) -> Role:
    if value in list(Role):
        return Role(str(value))
    import difflib  # noqa: PLC0415  # only where a mistake is told

    near = difflib.get_close_matches(str(value), list(Role), n=1, cutoff=0.5)
    hint = f'maksud Anda "{near[0]}"?' if near else "hapus kunci peran"
    raise ValueError(f'BAGAN-RUSAK: peran "{value}" tidak dikenal | {hint}')


# The key `peran` of a row: a role by its word.
RoleKey = Annotated[Role, First(_read)]


def common_parent(templates: Iterable[str]) -> str:
    """The segments before the first variable, as far as the templates agree."""
    fixed = [t.partition("{")[0].removesuffix(":").split(":") for t in templates]
    return ":".join(p[0] for p in zip(*fixed, strict=False) if len(set(p)) == 1)
