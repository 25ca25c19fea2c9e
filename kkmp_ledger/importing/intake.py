"""Takes files in: recognises each, pairs the till's two, reads them, and gives them numbers."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import long_date
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import documents
from kkmp_ledger.importing import sheets
from kkmp_ledger.importing.documents import Document
from kkmp_ledger.importing.readers import loyverse
from kkmp_ledger.importing.readers import strict_xlsx
from kkmp_ledger.importing.readers.findings import name_rows
from kkmp_ledger.importing.receipts import TillDocument
from kkmp_ledger.importing.recognise import mapping_of
from kkmp_ledger.importing.recognise import recognised
from kkmp_ledger.schema import mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.importing.sheets import Row
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.mapping import TillMapping


_LIST = "dokumen/daftar.csv"  # the list itself: no document may take its place


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that was read: one sheet, or a till's pair (receipts first, then lines)."""

    document: tuple[Document, ...]
    sources: SourceFile  # the sheet, or the receipts file
    content: TillDocument | tuple[Row, ...]

    def day(self) -> Iterable[tuple[int, date]]:
        """Row and date of everything in it that is booked."""
        if isinstance(self.content, TillDocument):
            return ((s.row, s.time.date()) for s in self.content.receipt)
        return ((row.row, row.tanggal) for row in self.content)


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of the files given: documents to accept, and those that were there already."""

    new: tuple[ReadDocument, ...]
    already: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """The files that make one document to read: a sheet alone, or a pair."""

    sources: tuple[SourceFile, ...]
    profil: tuple[str, ...]
    till: TillMapping | None = None
    accepted: date = date.max  # the day on which they were accepted


def take_in(
    sources: Sequence[SourceFile],
    old: Sequence[Document],
    koperasi: Koperasi,
    *,
    accepted: str,
    terbuka_sejak: date,
) -> Intake:
    """Recognise and read new files; numbers follow those of `lama`, a pair gets two in a row.

    A sheet, or both files of a pair, whose bytes were accepted before is only named again.
    Raises ProblemError with what is wrong with any of the files: nothing is accepted then.
    """
    problems: list[Problem] = []
    digests: dict[str, SourceFile] = {}
    for file in sources:
        try:
            digests.setdefault(file.digest(), file)
        except ProblemError as error:
            problems += error.problems
    known = {digest: found for digest in digests if (found := documents.find(old, digest))}
    units, wrong = _batches(list(digests.values()))
    problems += wrong
    fresh: list[ReadDocument] = []
    names = {_LIST, *(d.file.casefold() for d in old)}
    digest_of = {file: digest for digest, file in digests.items()}
    given = 0
    for unit in units:
        keys = [digest_of[file] for file in unit.sources]
        if all(key in known for key in keys):
            continue
        try:
            content = _read(replace(unit, accepted=_day(accepted)), koperasi)
        except ProblemError as error:
            problems += error.problems
            continue
        first, last = _span(content)
        rows: list[Document] = []
        for key, file, profil in zip(keys, unit.sources, unit.profil, strict=True):
            nomor = documents.following(old, given)
            given += 1
            path = _place(file.basename, nomor, names)
            names.add(path.casefold())
            rows.append(Document(nomor, key, path, profil, first, last, accepted, terbuka_sejak))
        fresh.append(ReadDocument(tuple(rows), unit.sources[0], content))
    if problems:
        raise ProblemError(problems)
    taken = {d.sha256 for t in fresh for d in t.document}
    return Intake(tuple(fresh), tuple(d for k, d in known.items() if k not in taken))


def read_again(
    document: Sequence[Document], where: Callable[[Document], SourceFile], koperasi: Koperasi
) -> list[ReadDocument]:
    """Read accepted documents again, in order of their number; `buka` says where each lies.

    Raises ProblemError: DOKUMEN-BERUBAH when the bytes are not those that were accepted, and
    whatever no longer fits (a label that `koperasi.toml` does not name any more).
    """
    problems: list[Problem] = []
    found: list[ReadDocument] = []
    rest = sorted(document, key=lambda d: (len(d.nomor), d.nomor))
    while rest:
        till = mapping_of(rest[0].profil)
        rows = tuple(rest[: 2 if till else 1])
        rest = rest[len(rows) :]
        files = tuple(where(d) for d in rows)
        try:
            if till and [d.profil for d in rows] != [till[0].struk.id, till[0].barang.id]:
                raise _without_partner(files[0], till[0])
            for row, file in zip(rows, files, strict=True):
                _demand_bytes(row, file)
            kinds = tuple(d.profil for d in rows)
            unit = _Batch(files, kinds, till[0] if till else None, _day(rows[0].accepted))
            found.append(ReadDocument(rows, files[0], _read(unit, koperasi)))
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return found


def check_dates(
    read: Iterable[ReadDocument], *, mulai: date, terbuka_sejak: date, sampai: date
) -> list[Problem]:
    """What in new documents lies before the cooperative, in a closed month, or from `sampai` on."""
    problems: list[Problem] = []
    for doc in read:
        early: list[int] = []
        closed: list[int] = []
        late: list[int] = []
        for row, day in doc.day():
            if day < mulai:
                early.append(row)
            elif day < terbuka_sejak:
                closed.append(row)
            elif day >= sampai:
                late.append(row)
        hint = "perbaiki tanggalnya, atau impor hanya hari di tahun buku yang terbuka"
        for code, rows, what in (
            ("TANGGAL-LUAR", early, f"sebelum buku dimulai {long_date(mulai)}"),
            ("BULAN-TERTUTUP", closed, f"sebelum {long_date(terbuka_sejak)}, sudah ditutup"),
            ("TANGGAL-LUAR", late, f"{long_date(sampai)} atau sesudahnya"),
        ):
            if rows:
                fact = f"tanggal {what}, {name_rows(rows)}"
                problems.append(Problem(code, fact, hint, doc.sources.place(min(rows))))
    return problems


def _batches(files: Sequence[SourceFile]) -> tuple[list[_Batch], list[Problem]]:
    """Sheets alone, till files in pairs, in the order in which the files were given."""
    problems: list[Problem] = []
    units: list[_Batch] = []
    heads: dict[str, list[SourceFile]] = {}
    lines: dict[str, list[SourceFile]] = {}
    for file in files:
        try:
            profil = recognised(file)
            if profil == "anggota":
                hint = f"jalankan kkmp anggota impor {file.basename}"
                raise file.refuse("ISIAN", "lembar anggota bukan dokumen pembukuan", hint)
        except ProblemError as error:
            problems += error.problems
            continue
        till = mapping_of(profil)
        if till is None:
            units.append(_Batch((file,), (profil,)))
        else:
            (heads if till[1] else lines).setdefault(till[0].id, []).append(file)
    for profil in {**heads, **lines}:
        till_mapping = mapping.till_mapping(profil)
        pairs, alone = _pair(heads.get(profil, []), lines.get(profil, []))
        ids = (till_mapping.struk.id, till_mapping.barang.id)
        units += [_Batch(pair, ids, till_mapping) for pair in pairs]
        for file in alone:
            problems += _without_partner(file, till_mapping).problems
    return sorted(units, key=lambda u: files.index(u.sources[0])), problems


def _pair(
    heads: Sequence[SourceFile], lines: Sequence[SourceFile]
) -> tuple[list[tuple[SourceFile, SourceFile]], list[SourceFile]]:
    """Receipts and lines that belong together: by the range in the names, else the last two left.

    Whether they do belong together is proved when they are read; this only saves trying.
    """
    pairs: list[tuple[SourceFile, SourceFile]] = []
    alone: list[SourceFile] = []
    free = list(lines)
    for head in heads:
        span = head.named_span()
        same = [f for f in free if span and f.named_span() == span]
        if len(same) == 1:
            free.remove(same[0])
            pairs.append((head, same[0]))
        else:
            alone.append(head)
    if len(alone) == len(free) == 1:
        return [*pairs, (alone[0], free[0])], []
    return pairs, [*alone, *free]


def _without_partner(file: SourceFile, till: TillMapping) -> ProblemError:
    fact = f"berkas {file.basename} datang tanpa pasangannya"
    hint = (
        f"ekspor dua berkas untuk rentang yang sama, {till.struk.judul} dan {till.barang.judul},"
        " lalu impor keduanya sekaligus"
    )
    return file.refuse("PASANGAN-KURANG", fact, hint)


def _read(unit: _Batch, koperasi: Koperasi) -> TillDocument | tuple[Row, ...]:
    if unit.till is not None:
        receipt, barang = unit.sources
        return loyverse.read(receipt, barang, unit.till, koperasi, unit.accepted)
    raw = strict_xlsx.read(unit.sources[0])
    if unit.profil[0] == "setoran":
        return sheets.read_setoran(raw)
    return sheets.read_beli(raw) if unit.profil[0] == "beli" else sheets.read_beban(raw)


def _day(accepted: str) -> date:
    return datetime.fromisoformat(accepted).date()


def _span(content: TillDocument | tuple[Row, ...]) -> tuple[date, date]:
    if isinstance(content, TillDocument):
        return content.dari, content.sampai
    days = [row.tanggal for row in content]
    return min(days), max(days)


def _place(nama: str, nomor: str, taken: set[str]) -> str:
    """Where the document goes; a name that is taken, in any case, gets the number before it."""
    path = f"dokumen/{nama}"
    return f"dokumen/{nomor}-{nama}" if path.casefold() in taken else path


def _demand_bytes(row: Document, file: SourceFile) -> None:
    if file.digest() != row.sha256:
        fact = f"isi {row.file} bukan yang diterima sebagai {row.nomor}"
        hint = "kembalikan berkas aslinya; perbaikan datang sebagai dokumen baru"
        raise file.refuse("DOKUMEN-BERUBAH", fact, hint)
