"""Reports as JSON for tools: whole rupiah, the national form's keys, always the same order."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from typing import Any

from kkmp_ledger.base.sure import ensure
from kkmp_ledger.statements.sections import Cover
from kkmp_ledger.statements.sections import Proofs
from kkmp_ledger.statements.sections import Signatures
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Mapping

    from kkmp_ledger.koperasi.shu import Division
    from kkmp_ledger.statements.sections import Header
    from kkmp_ledger.statements.sections import Proof
    from kkmp_ledger.statements.sections import Report
    from kkmp_ledger.statements.sections import Section


def render(report: Report) -> str:
    """The report as one object.

    With one section beside its proofs it is that section's own object. With several, statements
    stand by their ids under `laporan`, a list under its own id.
    """
    alone = sum(not isinstance(section, Proofs) for section in report.sections) == 1
    data: dict[str, Any] = {"id": report.sections[0].id} if alone else {}
    data |= _header(report.header)
    for section in report.sections:
        for key, value in KINDS[type(section)](section, alone).items():
            data[key] = {**data[key], **value} if key in data else value
    return _write(data)


def division(shu: Division, names: Mapping[str, str], header: Header) -> str:
    """The division of SHU as programs read it: every member, also one who gets nothing."""
    return _write(
        {
            **_header(header),
            "shu": shu.shu,
            "menutup_rugi": {str(year): loss for year, loss in shu.menutup_rugi.items()},
            "ditahan": shu.retained,
            "alokasi": dict(shu.allocation),
            "anggota": [
                {
                    "nomor": a.nomor,
                    "nama": names.get(a.nomor, ""),
                    "jasa_modal": a.jasa_modal,
                    "jasa_usaha": a.jasa_usaha,
                    "total": a.total,
                }
                for a in shu.anggota
            ],
            "sisa": shu.rest_,
            "catatan": list(shu.notes),
        }
    )


def _write(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _header(header: Header) -> dict[str, Any]:
    return {
        "entitas": header.entity,
        "periode": header.period,
        "keadaan": header.state.partition(" ")[0],
        "sidik": header.digest,
        "fiktif": header.fiktif,
    }


def _cover(section: Cover, _alone: bool) -> dict[str, Any]:
    return {"tahun": section.year, "identitas": dict(section.identity)}


def _statement(section: Statement, alone: bool) -> dict[str, Any]:
    content = _content(section)
    return content if alone else {"laporan": {section.id: content}}


def _list(section: Table, alone: bool) -> dict[str, Any]:
    content = _table(section)
    return content if alone else {section.id.replace("-", "_"): content}


def _proofs(section: Proofs, _alone: bool) -> dict[str, Any]:
    return {"bukti": [_bukti(proof) for proof in section.proofs]}


def _signatures(section: Signatures, _alone: bool) -> dict[str, Any]:
    return {"penandatangan": [{"jabatan": j, "nama": n} for j, n in section.signatories]}


KINDS: dict[type[Section], Callable[[Any, bool], dict[str, Any]]] = {
    Cover: _cover,
    Statement: _statement,
    Table: _list,
    Proofs: _proofs,
    Signatures: _signatures,
}


def _content(report: Statement) -> dict[str, Any]:
    """A statement: `nilai` looks an amount up by row and column, `baris` gives order and words."""
    keys = [k.key for k in report.columns]
    amounts: dict[str, dict[str, int | None]] = {}
    for row in report.rows:
        if row.jenis != "judul":
            ensure(row.key not in amounts, f"{report.id}: {row.key} twice")
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
