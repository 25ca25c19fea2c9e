"""Reports as JSON for tools: whole rupiah, the national form's keys, always the same order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.statements.sections import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import RatBook
    from kkmp_ledger.statements.sections import Table


def statement(report: Statement | Table, bukti: Sequence[Proof] | None = None) -> str:
    """A statement or a list; with `bukti` when the proofs were asked for."""
    data = _report(report)
    if bukti is not None:
        data["bukti"] = [_bukti(b) for b in bukti]
    return _write(data)


def proof_list(bukti: Sequence[Proof]) -> str:
    """The proofs alone."""
    return _write([_bukti(b) for b in bukti])


def book(book: RatBook) -> str:
    """The whole RAT book; what the meeting signs is `penandatangan`."""
    return _write(
        {
            **_header(book.header),
            "tahun": book.year,
            "identitas": dict(book.identity),
            "laporan": {one.id: _without_head(one) for one in book.statements},
            "shu": _without_head(book.shu),
            "shu_anggota": _without_head(book.shu_anggota),
            "simpanan": _without_head(book.simpanan),
            "bukti": [_bukti(b) for b in book.bukti],
            "penandatangan": [{"jabatan": j, "nama": n} for j, n in book.signatory],
        }
    )


def _write(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _header(header: Header) -> dict[str, Any]:
    return {
        "entitas": header.entity,
        "periode": header.period,
        "sidik": header.digest,
        "fiktif": header.fiktif,
    }


def _report(report: Statement | Table) -> dict[str, Any]:
    return {"id": report.id, **_header(report.header), **_without_head(report)}


def _without_head(report: Statement | Table) -> dict[str, Any]:
    return _content(report) if isinstance(report, Statement) else _table(report)


def _content(report: Statement) -> dict[str, Any]:
    """A statement: `nilai` looks an amount up by row and column, `baris` gives order and words."""
    keys = [k.key for k in report.columns]
    amounts: dict[str, dict[str, int | None]] = {}
    for row in report.rows:
        if row.jenis != "judul":
            assert row.key not in amounts, f"{report.id}: {row.key} twice"
            values = row.values or (None,) * len(keys)
            amounts[row.key] = dict(zip(keys, values, strict=True))
    return {
        "judul": report.title,
        "kolom": [{"kunci": k.key, "judul": k.title, "catatan": k.notes} for k in report.columns],
        "nilai": amounts,
        "baris": [
            {
                "kunci": b.key,
                "label": b.label,
                "jenis": b.jenis,
                "tingkat": b.level,
                "dikurangkan": b.deducted,
                "akun": list(b.akun),
            }
            for b in report.rows
        ],
        "catatan": list(report.notes),
    }


def _table(table: Table) -> dict[str, Any]:
    keys = [k.key for k in table.columns]
    sums = zip(keys, table.jumlah(), strict=True)
    return {
        "judul": table.title,
        "kolom": [
            {"kunci": k.key, "judul": k.title, "kelompok": k.group, "jenis": k.jenis}
            for k in table.columns
        ],
        "baris": [dict(zip(keys, row, strict=True)) for row in table.rows],
        "jumlah": {key: value for key, value in sums if value is not None},
        "catatan": list(table.notes),
    }


def _bukti(bukti: Proof) -> dict[str, Any]:
    return {
        "nomor": bukti.nomor,
        "judul": bukti.title,
        "hijau": bukti.green,
        "rute_kiri": bukti.left_route,
        "rute_kanan": bukti.right_route,
        "banding": [
            {"uraian": b.uraian, "kiri": b.left, "kanan": b.right, "cocok": b.matches}
            for b in bukti.comparisons
        ],
        "belum": list(bukti.missing),
    }
