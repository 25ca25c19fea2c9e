"""Reads one ledger file alone, in the project's dialect of Beancount, into plain facts."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.core.amount import Amount

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.book.dialect import CURRENCY
from kkmp_ledger.book.dialect import OPTIONS
from kkmp_ledger.book.dialect import PLUGIN
from kkmp_ledger.book.dialect import foreign_plugin
from kkmp_ledger.book.digest import digest_bytes
from kkmp_ledger.book.metadata import DICATAT
from kkmp_ledger.book.metadata import DIHITUNG
from kkmp_ledger.book.metadata import HPP
from kkmp_ledger.book.metadata import JUMLAH
from kkmp_ledger.book.metadata import TANGGAL_ASLI
from kkmp_ledger.book.metadata import own_metadata
from kkmp_ledger.book.metadata import parsed
from kkmp_ledger.book.metadata import reversed_number
from kkmp_ledger.book.metadata import text as text_of
from kkmp_ledger.book.model import Assertion
from kkmp_ledger.book.model import Entry
from kkmp_ledger.book.model import FileText
from kkmp_ledger.book.model import Movement
from kkmp_ledger.book.model import Note
from kkmp_ledger.book.model import Opening
from kkmp_ledger.book.parsed import LedgerFile
from kkmp_ledger.book.parsed import division_problems
from kkmp_ledger.book.parsed import once
from kkmp_ledger.book.parsed import without_gc

if TYPE_CHECKING:
    from collections.abc import Mapping


_STACK = re.compile(r"^(pushtag|poptag|pushmeta|popmeta)\b", re.MULTILINE)
_DIRECTIVE = re.compile(r"^\d{4}-\d{2}-\d{2}\s", re.MULTILINE)
_HEADER = re.compile(r"; ([a-z]+): (.*)")
_DIALECT_HINT = "pakai hanya entri, balance, note, event, custom; tulis setiap jumlah dalam IDR"
_REFUSED = {
    "Pad": ("pad", "tulis balance, dan bukukan selisihnya sebagai entri"),
    "Document": ("document", 'sebut kertasnya di metadata, misalnya lembar: "BA-01"'),
    "Price": ("price", "buku koperasi hanya memakai rupiah; hapus baris ini"),
}


def read(content: bytes, path: str, first_line: int = 1) -> FileText:
    """Read one file's bytes; `path` (relative to the cooperative's folder) names it in problems.

    `first_line` is the number of its first line, when it is a part of something larger.

    What cannot be read is a problem in the result, never an exception: TEKS-RUSAK, OPSI-KURANG,
    DIALEK. Entries that the dialect refuses are left out of the result and named.
    """
    return facts(LedgerFile(content, path, first_line))


def facts(file: LedgerFile) -> FileText:
    """The facts of one file, as `read` gives them, of what its one parse says."""
    return once(file, _facts)


def _facts(file: LedgerFile) -> FileText:
    content, path = file.content, file.path
    digest = digest_bytes(content)

    def unread(code: str, fact: str, hint: str) -> FileText:
        problem = Problem(code, fact, hint, Place(path, 1))
        named = _includes(text) if code == "OPSI-KURANG" else ()
        return FileText(path, digest, (), (), (), (), (problem,), named)

    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return unread(
            "TEKS-RUSAK", "berkas ini bukan teks UTF-8", "simpan ulang sebagai teks UTF-8"
        )
    if text.startswith("\ufeff"):
        fact = "berkas ini diawali tanda BOM, yang tidak dibaca Beancount"
        return unread("TEKS-RUSAK", fact, "simpan ulang sebagai teks UTF-8 tanpa BOM")
    if divided := division_problems(file):
        return FileText(path, digest, (), (), (), (), divided, _includes(text))
    if _DIRECTIVE.search(text) and (missing := _missing_options(text)):
        fact = f"baris option yang kurang: {', '.join(missing)}"
        hint = "salin lima baris option dari berkas lain ke atas berkas ini"
        return unread("OPSI-KURANG", fact, hint)
    with without_gc():
        found, errors, options = file.parsed
        reader = _Reader(path)
        reader.stacks(text)
        reader.plugins(options["plugin"], text)
        reader.errors(errors)
        reader.directives(found)
    return FileText(
        path=path,
        digest=digest,
        entries=tuple(sorted(reader.entries, key=lambda e: (e.tanggal, e.place.line))),
        assertions=tuple(reader.assertions),
        openings=tuple(sorted(reader.openings, key=lambda o: o.place.line)),
        notes=tuple(reader.notes),
        problems=tuple(sorted(reader.problems, key=lambda p: p.order)),
        includes=tuple(options["include"]),
        header=machine_header(text),
    )


def machine_header(text: str) -> Mapping[str, str]:
    """The `; kunci: nilai` comment lines that open a generated file."""
    header: dict[str, str] = {}
    for line in text.split("\n", 12)[:12]:
        if not line.startswith(";"):
            break
        if match := _HEADER.fullmatch(line):
            header[match[1]] = match[2]
    return header


def from_entries(directives: list[data.Directive], path: str) -> FileText:
    """Build the same facts from what Beancount has already loaded, for one file of a full load."""
    reader = _Reader(path)
    reader.directives(directives)
    entries = tuple(sorted(reader.entries, key=lambda e: (e.tanggal, e.place.line)))
    return FileText(
        path,
        "",
        entries,
        tuple(reader.assertions),
        tuple(reader.openings),
        tuple(reader.notes),
        tuple(reader.problems),
    )


def _missing_options(text: str) -> list[str]:
    given = dict(re.findall(r'^option\s+"(\w+)"\s+"([^"]*)"', text, re.MULTILINE))
    return [name for name, root in OPTIONS.items() if given.get(name) != root]


def _includes(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r'^include\s+"([^"]+)"', text, re.MULTILINE))


def _line_of(text: str, pattern: str) -> int:
    match = re.search(pattern, text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


class _Reader:
    """Collects the facts of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.assertions: list[Assertion] = []
        self.openings: list[Opening] = []
        self.notes: list[Note] = []
        self.problems: list[Problem] = []

    def _dialect(self, fact: str, line: int, hint: str = _DIALECT_HINT) -> None:
        self.problems.append(Problem("DIALEK", fact, hint, Place(self.path, line)))

    def stacks(self, text: str) -> None:
        for match in _STACK.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            hint = "tulis tag atau metadata di setiap entri"
            self._dialect(f'kata "{match[1]}" tidak dipakai di buku koperasi', line, hint)

    def plugins(self, plugins: list[tuple[str, str]], text: str) -> None:
        for name, _ in plugins:
            if name != PLUGIN:
                line = _line_of(text, rf'^plugin\s+"{re.escape(name)}"')
                self.problems.append(foreign_plugin(name, Place(self.path, line)))

    def errors(self, errors: list[Any]) -> None:
        lines = sorted({int(error.source.get("lineno", 0)) for error in errors})
        hint = "bandingkan dengan entri di atasnya: tanggal, tanda kutip, akun, jumlah, IDR"
        for line in lines:
            place = Place(self.path, line)
            self.problems.append(Problem("TEKS-RUSAK", "baris ini tidak terbaca", hint, place))

    def directives(self, directives: list[data.Directive]) -> None:
        for directive in directives:
            kind = type(directive).__name__
            if isinstance(directive, data.Transaction):
                self._entry(directive)
            elif isinstance(directive, data.Balance):
                self._balance(directive)
            elif isinstance(directive, data.Open):
                meta = own_metadata(directive.meta)
                place = Place(self.path, directive.meta["lineno"])
                self.openings.append(Opening(directive.date, directive.account, meta, place))
            elif isinstance(directive, data.Note):
                self._note(directive)
            elif kind in _REFUSED:
                word, hint = _REFUSED[kind]
                fact = f'kata "{word}" tidak dipakai di buku koperasi'
                self._dialect(fact, directive.meta["lineno"], hint)

    def _balance(self, directive: data.Balance) -> None:
        line = directive.meta["lineno"]
        amount = directive.amount
        if amount.number is None or amount.currency != CURRENCY or directive.tolerance is not None:
            self._dialect("balance harus dalam IDR dan tanpa kelonggaran", line)
            return
        place, raw = Place(self.path, line), directive.meta
        self.assertions.append(
            Assertion(
                directive.date,
                directive.account,
                amount.number,
                own_metadata(raw),
                place,
                parsed(DIHITUNG, raw, who := f"balance {directive.account}", place, self.problems),
                lembar=text_of(raw.get("lembar")),
                oleh=text_of(raw.get("oleh")),
                dicatat=parsed(DICATAT, raw, who, place, self.problems),
            )
        )

    def _note(self, directive: data.Note) -> None:
        """A note; one with a number and an amount is a count, and states what it counted."""
        raw, akun = directive.meta, directive.account
        place, bukti = Place(self.path, raw["lineno"]), text_of(raw.get("bukti"))
        membalik = reversed_number(raw, bukti or directive.date, place, self.problems)
        meta = own_metadata(raw)
        self.notes.append(
            Note(directive.date, akun, directive.comment, place, meta, bukti, membalik)
        )
        if not bukti or membalik:
            return
        jumlah = parsed(JUMLAH, raw, bukti, place, self.problems)
        if jumlah is None:
            if "jumlah" not in raw:
                self._dialect(f"hitungan {bukti} tanpa jumlah", place.line, JUMLAH.hint)
            return
        counted = parsed(DIHITUNG, raw, bukti, place, self.problems) or directive.date
        self.assertions.append(
            Assertion(
                counted + timedelta(days=1), akun, jumlah, meta, place, counted,
                text_of(raw.get("lembar")), bukti, text_of(raw.get("oleh")),
                parsed(DICATAT, raw, bukti, place, self.problems),
            )
        )  # fmt: skip

    def _entry(self, directive: data.Transaction) -> None:
        raw, line = directive.meta, directive.meta["lineno"]
        if not directive.postings:
            self._dialect("entri tanpa baris", line, "tulis akun dan jumlahnya, atau hapus entri")
            return
        links = tuple(sorted(directive.links))
        bukti = links[0] if len(links) == 1 else ""
        place, who = Place(self.path, line), bukti or directive.date
        jenis, membalik = text_of(raw.get("jenis")), reversed_number(raw, who, place, self.problems)
        tanggal_asli = parsed(TANGGAL_ASLI, raw, who, place, self.problems)
        movements = []
        for posting in directive.postings:
            own = posting.meta or raw
            at = Place(self.path, own["lineno"])
            amount = _own_amount(posting)
            if isinstance(amount, str):
                self._dialect(amount, at.line)
                return
            meta = own_metadata(posting.meta)
            anggota, hpp, arus_kas, jasa, asli = "", None, "", "", tanggal_asli
            if meta:
                anggota, jasa = text_of(own.get("anggota")), text_of(own.get("jasa"))
                hpp, arus_kas = (
                    parsed(HPP, own, who, at, self.problems),
                    text_of(own.get("arus_kas")),
                )
                asli = parsed(TANGGAL_ASLI, own, who, at, self.problems) or tanggal_asli
            movements.append(
                Movement(
                    directive.date, posting.account, amount, anggota, bukti, jenis, membalik,
                    at, meta, hpp, arus_kas, jasa, asli,
                )
            )  # fmt: skip
        self.entries.append(
            Entry(
                directive.date, bukti, jenis, directive.narration or "", directive.payee or "",
                own_metadata(raw), tuple(movements), place, links, tuple(sorted(directive.tags)),
                directive.flag or "*", membalik, tanggal_asli, text_of(raw.get("sumber")),
                text_of(raw.get("lembar")), text_of(raw.get("oleh")),
                parsed(DICATAT, raw, who, place, self.problems), text_of(raw.get("alasan")),
            )
        )  # fmt: skip


def _own_amount(posting: data.Posting) -> Decimal | str:
    """The amount, or what is outside the dialect about it."""
    if not isinstance(posting.units, Amount) or not isinstance(posting.units.number, Decimal):
        return "jumlah tidak ditulis"
    if posting.units.currency != CURRENCY:
        return f"jumlah dalam {posting.units.currency}, bukan IDR"
    if posting.cost is not None or posting.price is not None:
        return "harga pokok atau kurs pada baris tidak dipakai di buku koperasi"
    return posting.units.number
