"""From what people call a cash box, a unit or a kind of cost to its account, or the nearest."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Literal

from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.words import folded
from kkmp_ledger.base.words import one_line
from kkmp_ledger.schema.chart import chart_of
from kkmp_ledger.schema.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkmp_ledger.schema.chart import Akun
    from kkmp_ledger.schema.chart import Chart
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.koperasi import Unit

_WORD = re.compile(r"\w+")
BoxKind = Literal["kas", "bank", "akuirer"]


def box_accounts(koperasi: Koperasi, chart: Chart) -> dict[BoxKind, dict[str, str]]:
    """By kind, the account of each cash box, bank and acquirer by its name."""
    return {
        "kas": {b.nama: chart.path(Role.KAS, kas=b.segmen) for b in koperasi.kas},
        "bank": {b.nama: chart.path(Role.BANK, bank=b.segmen) for b in koperasi.bank},
        "akuirer": {
            b.nama: chart.path(Role.PIUTANG_AKUIRER, akuirer=b.segmen) for b in koperasi.akuirer
        },
    }


@dataclass(frozen=True, slots=True)
class Names:
    """One cooperative's names. Capitals and double spaces do not matter; nothing is guessed."""

    koperasi: Koperasi
    chart: Chart

    @classmethod
    def dari(cls, koperasi: Koperasi) -> Names:
        """The names of the cooperative, with the chart of its regime."""
        return cls(koperasi, chart_of(koperasi))

    def box(self, nama: str, *jenis: BoxKind) -> str:
        """The account of a cash box or bank (or of the kinds given) by name or account.

        Raises ProblemError ISIAN with the names that there are.
        """
        kinds = jenis or ("kas", "bank")
        accounts = box_accounts(self.koperasi, self.chart)
        names = {name: akun for kind in kinds for name, akun in accounts[kind].items()}
        if nama in names.values():
            return nama
        what = {"kas": "kas", "bank": "rekening bank", "akuirer": "akuirer"}
        return names[_find(nama, names, " atau ".join(what[k] for k in kinds))]

    def box_name(self, akun: str) -> str:
        """What people call the account: `Kas Toko`; the account itself when it is not known."""
        found = self.chart.akun(akun)
        return found.title if found else akun

    def unit(self, nama: str) -> Unit:
        """The business unit by its kode or its name. Raises ProblemError ISIAN."""
        units = {u.kode: u for u in self.koperasi.unit} | {u.nama: u for u in self.koperasi.unit}
        return units[_find(nama, units, "unit usaha")]

    def akun(self, nama: str, resep: str) -> str:
        """The account that an event may use (`beban`, `aset`, `muka`), as people call it.

        By its title, by words of it, or by a usual name; what fits several is never guessed.
        Raises ProblemError ISIAN.
        """
        rows = [a for a in self.chart.fixed() if a.template.resep == resep]
        accounts = {a.title: a.nama for a in rows}
        if nama in accounts.values():
            return nama
        wanted = folded(nama)
        if wanted not in {folded(title) for title in accounts} and wanted:
            near = {a.title for a in rows if _called(a, wanted)}
            if len(near) == 1:
                return accounts[near.pop()]
            if near:
                fact = f'"{one_line(nama)}" dapat berarti {len(near)} akun'
                hint = f"pilih salah satu: {'; '.join(t for t in accounts if t in near)}"
                raise ProblemError(Problem("ISIAN", fact, hint))
        what = {"beban": "jenis beban", "aset": "akun aset", "muka": "akun beban dibayar di muka"}
        return accounts[_find(nama, accounts, what.get(resep, resep))]


def _called(akun: Akun, wanted: str) -> bool:
    """Tell whether all the words stand in the title, or are a usual name."""
    words = set(_WORD.findall(folded(akun.title)))
    asked = set(_WORD.findall(wanted))
    return bool(asked) and (
        asked <= words or wanted in (folded(name) for name in akun.template.nama_lain)
    )


def _find(nama: str, names: Mapping[str, object], what: str) -> str:
    """The key that is written so, else a problem that shows the nearest ones."""
    asked = folded(nama)
    known = {folded(n): n for n in names}
    if asked in known:
        return known[asked]
    near = difflib.get_close_matches(asked, list(known), n=1, cutoff=0.6)
    if near:
        hint = f'maksud Anda "{known[near[0]]}"?'
    elif names:
        hint = "pakai salah satu: " + ", ".join(names)
    else:
        hint = f"tambahkan {what} di koperasi.toml"
    raise ProblemError(Problem("ISIAN", f'{what} "{one_line(nama)}" tidak ada', hint))
