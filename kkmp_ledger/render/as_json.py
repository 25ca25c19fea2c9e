"""Reports as JSON for tools: whole rupiah, the national form's keys, always the same order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.statements.model import Laporan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import Kepala
    from kkmp_ledger.statements.model import Tabel


def laporan(report: Laporan | Tabel, bukti: Sequence[Bukti] | None = None) -> str:
    """A statement or a list; with `bukti` when the proofs were asked for."""
    data = _laporan(report)
    if bukti is not None:
        data["bukti"] = [_bukti(b) for b in bukti]
    return _tulis(data)


def daftar_bukti(bukti: Sequence[Bukti]) -> str:
    """The proofs alone."""
    return _tulis([_bukti(b) for b in bukti])


def buku(book: BukuRat) -> str:
    """The whole RAT book; what the meeting signs is `penandatangan`."""
    return _tulis(
        {
            **_kepala(book.kepala),
            "tahun": book.tahun,
            "identitas": dict(book.identitas),
            "laporan": {one.id: _tanpa_kepala(one) for one in book.laporan},
            "shu": _tanpa_kepala(book.shu),
            "catatan_shu": list(book.catatan_shu),
            "shu_anggota": _tanpa_kepala(book.shu_anggota),
            "simpanan": _tanpa_kepala(book.simpanan),
            "bukti": [_bukti(b) for b in book.bukti],
            "penandatangan": [{"jabatan": j, "nama": n} for j, n in book.penandatangan],
        }
    )


def _tulis(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _kepala(kepala: Kepala) -> dict[str, Any]:
    return {
        "entitas": kepala.entitas,
        "periode": kepala.periode,
        "sidik": kepala.sidik,
        "fiktif": kepala.fiktif,
    }


def _laporan(report: Laporan | Tabel) -> dict[str, Any]:
    return {"id": report.id, **_kepala(report.kepala), **_tanpa_kepala(report)}


def _tanpa_kepala(report: Laporan | Tabel) -> dict[str, Any]:
    return _isi(report) if isinstance(report, Laporan) else _tabel(report)


def _isi(report: Laporan) -> dict[str, Any]:
    """A statement: `nilai` looks an amount up by row and column, `baris` gives order and words."""
    keys = [k.kunci for k in report.kolom]
    amounts: dict[str, dict[str, int | None]] = {}
    for baris in report.baris:
        if baris.jenis != "judul":
            assert baris.kunci not in amounts, f"{report.id}: {baris.kunci} twice"
            nilai = baris.nilai or (None,) * len(keys)
            amounts[baris.kunci] = dict(zip(keys, nilai, strict=True))
    return {
        "judul": report.judul,
        "kolom": [{"kunci": k.kunci, "judul": k.judul, "catatan": k.catatan} for k in report.kolom],
        "nilai": amounts,
        "baris": [
            {
                "kunci": b.kunci,
                "label": b.label,
                "jenis": b.jenis,
                "tingkat": b.tingkat,
                "dikurangkan": b.kurang,
                "akun": list(b.akun),
            }
            for b in report.baris
        ],
        "catatan": list(report.catatan),
    }


def _tabel(tabel: Tabel) -> dict[str, Any]:
    keys = [k.kunci for k in tabel.kolom]
    sums = zip(keys, tabel.jumlah(), strict=True)
    return {
        "judul": tabel.judul,
        "kolom": [
            {"kunci": k.kunci, "judul": k.judul, "kelompok": k.kelompok, "jenis": k.jenis}
            for k in tabel.kolom
        ],
        "baris": [dict(zip(keys, row, strict=True)) for row in tabel.baris],
        "jumlah": {key: value for key, value in sums if value is not None},
        "catatan": list(tabel.catatan),
    }


def _bukti(bukti: Bukti) -> dict[str, Any]:
    return {
        "nomor": bukti.nomor,
        "judul": bukti.judul,
        "hijau": bukti.hijau,
        "rute_kiri": bukti.rute_kiri,
        "rute_kanan": bukti.rute_kanan,
        "banding": [
            {"uraian": b.uraian, "kiri": b.kiri, "kanan": b.kanan, "cocok": b.cocok}
            for b in bukti.banding
        ],
        "belum": list(bukti.belum),
    }
