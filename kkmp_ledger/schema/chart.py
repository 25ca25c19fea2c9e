"""The chart of accounts as data: account templates, their codes, form keys and cash-flow lines.

A template such as `Aset:Persediaan:{unit}` stands for one account per value of its variable.
`{kas}`, `{bank}`, `{akuirer}` and `{unit}` take their values from `koperasi.toml`, `{anggota}`
from the register, `{tahun}` from the book years. Code asks for an account by its `Role`; the chart
file alone spells it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Literal

from kkmp_ledger.base.accounts import is_under
from kkmp_ledger.base.places import law
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.schema import toml
from kkmp_ledger.schema.kept import MEMORY
from kkmp_ledger.schema.roles import Role
from kkmp_ledger.schema.roles import RoleKey
from kkmp_ledger.schema.roles import common_parent
from kkmp_ledger.schema.shape import Model
from kkmp_ledger.schema.shape import Only
from kkmp_ledger.schema.shape import shape

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from kkmp_ledger.schema.koperasi import Koperasi

ROOT = ("Aset", "Liabilitas", "Ekuitas", "Pendapatan", "Beban")
ASET, LIABILITAS, EKUITAS, PENDAPATAN, BEBAN = ROOT
NERACA = (ASET, LIABILITAS, EKUITAS)  # what carries a balance from year to year
RESULT = (PENDAPATAN, BEBAN)
CREDIT = (LIABILITAS, EKUITAS, PENDAPATAN)  # what a person sees with the sign turned
NOMOR_ANGGOTA = re.compile(r"A\d{4,6}")
_VARIABLE = re.compile(r"\{(\w+)\}")
_YEAR = re.compile(r"\d{4}")


@shape
class UnitKeys(Model):
    """One unit's national-form key in each block; the form's suffixes differ, so it is a table."""

    pendapatan_anggota: str
    pendapatan_non_anggota: str = ""
    pendapatan_lain_anggota: str
    pendapatan_lain_non_anggota: str = ""
    hpp_anggota: str = ""
    hpp_non_anggota: str = ""
    beban_usaha: str
    piutang: str
    persediaan: str = ""
    utang: str = ""


@shape
class AccountTemplate(Model):
    """One account template.

    Exactly one of `kunci` (a key of the national form) and `kunci_unit` (a column of the unit
    table, for templates with `{unit}`) is set, unless `induk` marks a parent that only carries
    balances. `arus_kas` is the line of the cash-flow statement for the other leg of a cash entry.
    `peran` is what the account is to the code; the rows of one family may share it.
    """

    akun: Annotated[str, Only(pattern=rf"^({'|'.join(ROOT)}):")]
    kode: Annotated[str, Only(pattern=r"^\d{4}$")]
    nama: Annotated[str, Only(min_length=1)]
    kunci: str = ""
    kunci_unit: str = ""
    arus_kas: str = ""
    kolom_ekuitas: str = ""
    setara_kas: bool = False
    tak_negatif: bool = False
    sen: bool = False
    lipat: bool = False  # a member family that the published book folds
    resep: Literal["", "beban", "aset", "muka", "pendapatan"] = ""
    tujuan_shu: str = ""
    nama_lain: tuple[str, ...] = ()  # what people call it, for who records
    peran: RoleKey | None = None

    def __post_init__(self) -> None:
        if bool(self.kunci) == bool(self.kunci_unit):
            raise ValueError(
                f'BAGAN-RUSAK: akun "{self.akun}" harus punya satu kunci, di kunci atau kunci_unit'
                " | isi salah satunya"
            )


@shape
class ChartFile(Model):
    """The file `akun.toml` of a regime."""

    unit: dict[str, UnitKeys]
    akun: tuple[AccountTemplate, ...]


@dataclass(frozen=True, slots=True)
class Akun:
    """One concrete account with what the chart says of it."""

    nama: str  # the ledger's name, `Aset:Persediaan:Sembako`
    kode: str
    title: str  # what a person reads, `Persediaan Gerai Sembako`
    key: str
    arus_kas: str
    template: AccountTemplate
    family: str  # the parent that holds the members' accounts, "" for other accounts
    anggota: str  # the member whose account it is, else ""
    unit: str  # the unit's kode, else ""

    @property
    def root(self) -> str:
        """Its first segment."""
        return self.nama.partition(":")[0]


class Chart:
    """The chart bound to one cooperative."""

    def __init__(self, chart_of: ChartFile, koperasi: Koperasi) -> None:
        """Bind the templates' variables to what `koperasi.toml` names."""
        self.chart_of = chart_of
        self._names: dict[str, dict[str, str]] = {
            "kas": {b.segmen: b.nama for b in koperasi.kas},
            "bank": {b.segmen: b.nama for b in koperasi.bank},
            "akuirer": {b.segmen: b.nama for b in koperasi.akuirer},
            "unit": {u.segmen: u.nama for u in koperasi.unit},
        }
        self._unit_codes = {u.segmen: u.kode for u in koperasi.unit}
        self._by_shape: dict[tuple[str, int], list[AccountTemplate]] = {}
        for row in chart_of.akun:
            parts = row.akun.split(":")
            self._by_shape.setdefault((parts[0], len(parts)), []).append(row)
        self._found: dict[str, Akun | None] = {}
        self._templates = _templates(chart_of)
        self._variables = {r: set(_VARIABLE.findall(n[0])) for r, n in self._templates.items()}
        self._parents = {role: common_parent(names) for role, names in self._templates.items()}

    def path(
        self,
        role: Role,
        *,
        unit: str = "",
        anggota: str = "",
        tahun: int = 0,
        kas: str = "",
        bank: str = "",
        akuirer: str = "",
    ) -> str:
        """The ledger account of that role: its template filled, units and boxes by their segment.

        A mistake of the caller is a ValueError: a role of several accounts, a variable that is
        not given, or one that the account does not have.
        """
        templates = self._templates[role]
        given = {
            name: str(value)
            for name, value in (
                ("unit", unit), ("anggota", anggota), ("tahun", tahun),
                ("kas", kas), ("bank", bank), ("akuirer", akuirer),
            )
            if value
        }  # fmt: skip
        if len(templates) != 1 or given.keys() != self._variables[role]:
            raise ValueError(f"{role}: {', '.join(templates)} with {', '.join(given)}")
        return templates[0].format_map(given)

    def parent(self, role: Role) -> str:
        """The account under which all accounts of that role stand, and no others (or itself).

        For questions of "at or under": `is_under`, `sum_under`, `Ledger.movements`.
        """
        return self._parents[role]

    def parents(self, *roles: Role) -> tuple[str, ...]:
        """The parent of each role, in order."""
        return tuple(self._parents[role] for role in roles)

    def role(self, akun: str) -> Role | None:
        """The role of a ledger account; None when it has none, or is not in the chart."""
        found = self.akun(akun)
        return found.template.peran if found else None

    def akun(self, nama: str) -> Akun | None:
        """What the chart says of the ledger account; None when it does not belong to it."""
        if nama not in self._found:
            self._found[nama] = self._find(nama)
        return self._found[nama]

    def _find(self, nama: str) -> Akun | None:
        parts = nama.split(":")
        best: Akun | None = None
        for row in self._by_shape.get((parts[0], len(parts)), ()):
            values = self._bind(row.akun.split(":"), parts)
            if values is not None and (best is None or not values):
                best = self._make(row, nama, values)
        return best

    def _bind(self, pattern: list[str], parts: list[str]) -> dict[str, str] | None:
        values: dict[str, str] = {}
        for want, got in zip(pattern, parts, strict=True):
            variable = _VARIABLE.fullmatch(want)
            if variable is None:
                if want != got:
                    return None
            elif not self._allows(variable[1], got):
                return None
            else:
                values[variable[1]] = got
        return values

    def _allows(self, variable: str, value: str) -> bool:
        if variable == "anggota":
            return NOMOR_ANGGOTA.fullmatch(value) is not None
        if variable == "tahun":
            return _YEAR.fullmatch(value) is not None
        return value in self._names[variable]

    def _make(self, row: AccountTemplate, nama: str, values: Mapping[str, str]) -> Akun:
        unit = self._unit_codes.get(values.get("unit", ""), "")
        key = row.kunci or getattr(self.chart_of.unit[unit], row.kunci_unit)
        title = row.nama
        for variable, value in values.items():
            title = title.replace(
                f"{{{variable}}}", self._names.get(variable, {}).get(value, value)
            )
        anggota = values.get("anggota", "")
        family = nama.removesuffix(f":{anggota}") if anggota else ""
        return Akun(nama, row.kode, title, key, row.arus_kas, row, family, anggota, unit)

    def fixed(self) -> list[Akun]:
        """Every account without `{anggota}` or `{tahun}`, in the chart's order.

        A unit's account is left out where the national form has no key for that unit.
        """
        found: list[Akun] = []
        for row in self.chart_of.akun:
            variables = _VARIABLE.findall(row.akun)
            if "anggota" in variables or "tahun" in variables:
                continue
            found += (a for n in self._expand(row.akun) if (a := self.akun(n)) and a.key)
        return found

    def family(self) -> list[str]:
        """The parents of member families, `Ekuitas:Simpanan:Pokok` and so on."""
        return [
            parent
            for row in self.chart_of.akun
            if row.akun.endswith(":{anggota}")
            for parent in self._expand(row.akun.removesuffix(":{anggota}"))
        ]

    def member_accounts(self, nomor: str) -> list[str]:
        """The accounts that a member has, in the chart's order."""
        return [f"{parent}:{nomor}" for parent in self.family()]

    def year_accounts(self, year: int) -> list[str]:
        """The accounts that each book year brings."""
        rows = (row.akun for row in self.chart_of.akun if row.akun.endswith(":{tahun}"))
        return [akun.replace("{tahun}", str(year)) for akun in rows]

    def tujuan_shu(self, destination: str) -> Akun | None:
        """The account of a destination of SHU; for jasa_modal and jasa_usaha a member's parent."""
        for row in self.chart_of.akun:
            if row.tujuan_shu == destination:
                return self.akun(row.akun)
        return None

    def _expand(self, pattern: str) -> Iterable[str]:
        variable = _VARIABLE.search(pattern)
        if variable is None:
            return [pattern]
        return [pattern.replace(variable[0], value) for value in self._names[variable[1]]]


def _templates(chart_of: ChartFile) -> dict[Role, list[str]]:
    """The templates of each role, in the chart's order."""
    found: dict[Role, list[str]] = {}
    for row in chart_of.akun:
        if row.peran is not None:
            found.setdefault(row.peran, []).append(row.akun)
    return found


def role_problems(chart_of: ChartFile, path: str) -> list[Problem]:
    """The roles that no row has, and the rows that stand among those of another role."""
    templates, place = _templates(chart_of), Place(path)
    wrong = [
        (f'peran "{role}" tidak dipegang akun mana pun', f'tulis peran = "{role}" pada akunnya')
        for role in Role
        if role not in templates
    ]
    parents = {role: common_parent(names) for role, names in templates.items()}
    wrong += (
        (
            f'akun "{row.akun}" berdiri di bawah "{parent}", tempat akun berperan "{role}"',
            "beri peran itu juga, atau pindahkan akunnya",
        )
        for role, parent in parents.items()
        for row in chart_of.akun
        if row.peran != role and is_under(row.akun, parent)
    )
    return [Problem("BAGAN-RUSAK", fact, hint, place) for fact, hint in wrong]


@lru_cache
def chart_file(rezim: str) -> ChartFile:
    """Read a regime's `akun.toml`. Raises ProblemError, also for a role that it lacks."""
    path = law(rezim) / "akun.toml"
    found = toml.load(path, ChartFile)
    claim = "each role stands in the chart"
    MEMORY.demand(claim, [path.read_bytes()], lambda: role_problems(found, str(path)))
    return found


def chart_of(koperasi: Koperasi) -> Chart:
    """The chart of the cooperative's regime, bound to the cooperative."""
    return Chart(chart_file(koperasi.rezim), koperasi)
