"""Makes generated files anew when their sources changed: accounts, documents, decisions.

A closed month is never touched: what was sealed stays as it was generated.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.app import akun_gen
from kkmp_ledger.app.folder import DAFTAR
from kkmp_ledger.app.folder import Folder
from kkmp_ledger.app.periksa import Periksa
from kkmp_ledger.base.canonical import digest_of
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book import format as teks
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.importing import daftar
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.koperasi.keputusan import jurnal
from kkmp_ledger.spec.rat import tulis_rat

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.door import Pintu
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.importing.apply import Susunan
    from kkmp_ledger.importing.daftar import Dokumen
    from kkmp_ledger.spec.rat import Keputusan

_JENIS = {"setoran": "simpanan", "beli": "beli", "beban": "beban"}
_TOKO = "toko"


def segarkan(folder: Folder, pintu: Pintu) -> Hasil | None:
    """Write every stale generated file anew; None when none is. Raises ProblemError."""
    stale = basi(folder, pintu.index)
    return pintu.tulis(Rencana(mesin=dibuat(folder, stale)), Periksa(folder)) if stale else None


def lengkapi(folder: Folder, rencana: Rencana, index: Index) -> tuple[Folder, Rencana]:
    """The folder as the plan's sources make it, and the plan with all that they make stale.

    So that a register and the sales that follow from it are written together. Raises ProblemError.
    """
    later = Folder(folder.path, {name: isi.isi for name, isi in rencana.sumber.items()})
    stale = [path for path in basi(later, index) if path not in rencana.mesin]
    return later, replace(rencana, mesin={**dibuat(later, stale), **rencana.mesin})


def basi(folder: Folder, index: Index) -> list[str]:
    """The generated files whose sources are not those that they were made from."""
    return [p for p, digest in harapan(folder).items() if index.header(p).get("sumber") != digest]


def harapan(folder: Folder) -> dict[str, str]:
    """Every generated file of the open months, with the digest of its sources today."""
    k, closed = folder.koperasi, folder.tertutup
    found = {akun_gen.BERKAS: akun_gen.sumber_akun(k, folder.register, closed.tahun)}
    for tahun, decision in folder.keputusan.items():
        if decision.shu > 0 and not closed.memuat(Bulan.of(decision.tanggal)):
            found[berkas_rat(tahun)] = sumber_rat(decision)
    documents = dokumen(folder)
    missing = {d.nomor for d in documents if not (folder.path / d.berkas).is_file()}
    for path, docs in menurut_berkas(documents).items():
        # Documents that are not here cannot be read again; that is no mistake (docs/DECISIONS.md).
        if not closed.memuat(bulan_berkas(path)) and not any(d.nomor in missing for d in docs):
            found[path] = sumber_dokumen(folder, path, docs)
    return found


def dibuat(folder: Folder, paths: Sequence[str]) -> dict[str, str]:
    """The text of each of these generated files."""
    made = {path: text for path in paths if (text := _baru(folder, path)) is not None}
    documents = [path for path in paths if path not in made]
    return made | dari_dokumen(folder, documents) if documents else made


def _baru(folder: Folder, path: str) -> str | None:
    """The text of a file that is not made from documents, else None."""
    if path == akun_gen.BERKAS:
        return akun_gen.teks_akun(folder.koperasi, folder.register, folder.tertutup.tahun)
    for tahun, decision in folder.keputusan.items():
        if path == berkas_rat(tahun):
            return teks_rat(folder, decision)
    return None


def berkas_rat(tahun: int) -> str:
    """The generated file of a meeting's decision."""
    return f"rat/{tahun}.gen.beancount"


def sumber_rat(decision: Keputusan) -> str:
    """The digest of a decision."""
    return sidik_bytes(tulis_rat(decision).encode())


def teks_rat(folder: Folder, decision: Keputusan) -> str:
    """The journal of a decision as a generated file; without an entry for a loss or zero."""
    draft = jurnal(decision, folder.chart)
    blocks = [teks.entri(draft)] if draft else []
    name = f"rat/{decision.tahun}.toml"
    return teks.berkas_mesin(blocks, sumber=sumber_rat(decision), dari=[name])


def dokumen(folder: Folder) -> list[Dokumen]:
    """The accepted documents. Raises ProblemError when the list has mistakes."""
    text = folder.teks(DAFTAR)
    if not text:
        return []
    found, problems = daftar.baca(text, DAFTAR)
    if problems:
        raise ProblemError(problems)
    return found


def menurut_berkas(documents: Iterable[Dokumen]) -> dict[str, list[Dokumen]]:
    """Each generated file with the documents whose days touch its month, in order of number."""
    found: dict[str, list[Dokumen]] = {}
    for doc in documents:
        jenis = _JENIS.get(doc.profil, _TOKO)
        month = Bulan.of(doc.dari)
        while month.start <= doc.sampai:
            path = f"{month.start:%Y/%m}-{jenis}.gen.beancount"
            found.setdefault(path, []).append(doc)
            month = month.berikut
    return dict(sorted(found.items()))


def bulan_berkas(path: str) -> Bulan:
    """The month of a month file."""
    return Bulan(int(path[:4]), int(path[5:7]))


def sumber_dokumen(folder: Folder, path: str, docs: Sequence[Dokumen]) -> str:
    """The digest of what a document file comes from.

    The documents by their own digest, the names of accounts, and for sales the till's mapping,
    the customers and the memberships that decide whose a receipt is.
    """
    k = folder.koperasi
    parts: list[object] = [
        [(d.nomor, d.sha256, d.profil) for d in docs],
        k.part("kas", "bank", "akuirer", "unit"),
    ]
    if path.endswith(f"-{_TOKO}.gen.beancount"):
        until = bulan_berkas(path).until
        rows = [b for b in folder.pelanggan.baris if b.sejak < until]
        members = sorted({b.nomor for b in rows})
        parts += [
            k.part("kasir"),
            [(b.pelanggan, b.nomor, b.sejak) for b in rows],
            [(n, [(m.masuk, m.keluar) for m in folder.register.masa(n)]) for n in members],
        ]
    return digest_of(*parts)


def dari_dokumen(folder: Folder, paths: Iterable[str]) -> dict[str, str]:
    """The text of these document files, read again from the documents. Raises ProblemError."""
    # The readers only when a document is read: a deposit must not wait for them.
    from kkmp_ledger.importing import apply  # noqa: PLC0415
    from kkmp_ledger.importing.terima import baca_lagi  # noqa: PLC0415

    wanted = set(paths)
    by_path = menurut_berkas(dokumen(folder))
    needed = {d.nomor: d for path in wanted for d in by_path.get(path, [])}
    read = baca_lagi(
        list(needed.values()), lambda d: Berkas(folder.path / d.berkas, d.berkas), folder.koperasi
    )
    made = apply.susun(read, folder.koperasi, folder.register, folder.pelanggan)
    return {path: teks_dokumen(folder, path, made, by_path[path]) for path in sorted(wanted)}


def teks_dokumen(folder: Folder, path: str, made: Susunan, docs: Sequence[Dokumen]) -> str:
    """One document file, with its sources in the header."""
    blocks = [teks.entri(draft) for draft in made.drafts.get(path, ())]
    names = [f"{d.nomor} {d.berkas}" for d in docs]
    return teks.berkas_mesin(blocks, sumber=sumber_dokumen(folder, path, docs), dari=names)
