"""The list of accepted documents, as text for a person and as JSON and CSV for tools."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kkmp_ledger.koperasi.lists import write_list
from kkmp_ledger.render.wording import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kkmp_ledger.importing.documents import Listed

COLUMNS = (
    "nomor", "dari", "sampai", "jenis", "profil", "berkas", "diterima", "ada", "ditarik", "alasan",
)  # fmt: skip


def text(listed: Sequence[Listed]) -> str:
    """One line a document; a sentence when there is none."""
    if not listed:
        return "belum ada dokumen yang diterima\n"
    wide = max(len(one.title) for one in listed)
    return "".join(clean(f"{_line(one, wide)}") + "\n" for one in listed)


def as_json(listed: Sequence[Listed]) -> str:
    """A list of objects; `ditarik` is null while the document holds."""
    rows = [
        {**_row(one), "ada": one.is_here, "ditarik": one.document.withdrawn or None}
        for one in listed
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_csv(listed: Sequence[Listed]) -> str:
    """The same columns; `ada` is `ya` or `tidak`."""
    return write_list(COLUMNS, (tuple(_row(one).values()) for one in listed))


def _row(one: Listed) -> dict[str, str]:
    d = one.document
    cells = (
        d.nomor, str(d.dari), str(d.sampai), one.title, d.profil, d.file, d.accepted,
        "ya" if one.is_here else "tidak", d.withdrawn, d.reason,
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))


def _line(one: Listed, wide: int) -> str:
    d = one.document
    state = "" if one.is_here else ", tidak ada di sini"
    if not d.holds:
        state += f", ditarik {d.withdrawn[:10]}: {d.reason}"
    return (
        f"{d.nomor}  {d.dari} s.d. {d.sampai}  {one.title:<{wide}}  {d.file},"
        f" diterima {d.accepted[:10]}{state}"
    )
