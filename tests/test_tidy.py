"""House rules that no linter knows, each shown to fail on a specimen."""

from __future__ import annotations

import ast
import re
import subprocess
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SELF = "tests/test_tidy.py"  # holds the specimens
MODULE_LINES = 330
FUNCTION_LINES = 70
XLSX_READER = "kkmp_ledger/importing/readers/xlsx_child.py"
PURE_ROOMS = ("kkmp_ledger/koperasi/", "kkmp_ledger/statements/")
EDGE = ("kkmp_ledger/cli/", "kkmp_ledger/web/")  # only these know the clock and the place


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: which files it looks at, what it finds there, and a text where it must find it."""

    nama: str
    valid: Callable[[str], bool]
    find: Callable[[str, str], list[str]]
    example: tuple[str, str]  # path and text that break the rule
    right: str = ""  # the same path with nothing to find


def _git(*words: str) -> list[str]:
    done = subprocess.run(
        ["git", "-C", str(ROOT), *words, "-z"], capture_output=True, text=True, check=True
    )
    return [name for name in done.stdout.split("\0") if name]


@lru_cache
def file() -> dict[str, str]:
    """Every text file of the project that is committed, or would be; a workbook as its XML."""
    found = {}
    for name in _git("ls-files", "-co", "--exclude-standard"):
        path = ROOT / name
        if not path.is_file() or name == SELF:
            continue
        data = path.read_bytes()
        if name.endswith(".xlsx") and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as book:
                data = b"\n".join(book.read(part) for part in sorted(book.namelist()))
        if b"\0" not in data:
            found[name] = data.decode("utf-8", errors="replace")
    return found


def _python(name: str) -> bool:
    return name.endswith(".py")


def _program(name: str) -> bool:
    return _python(name) and name.startswith("kkmp_ledger/")


def _our_own(name: str) -> bool:
    return _python(name) and name.startswith(("kkmp_ledger/", "ledgers/", "bench/"))


def _tree(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def _function(text: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in _tree(text):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _pola(pattern: str) -> Callable[[str, str], list[str]]:
    """A rule that is one regular expression over the text."""
    compiled = re.compile(pattern, re.MULTILINE)

    def find(_name: str, text: str) -> list[str]:
        return [match[0].strip() for match in compiled.finditer(text)]

    return find


# --- rules of Python files


def without_caption(name: str, text: str) -> list[str]:
    """A module opens with one sentence that ends with a full stop; `__init__.py` stays empty."""
    if name.endswith("__init__.py"):
        return ["not empty"] if text.strip() else []
    caption = (ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0]
    sentence = " ".join(caption.split())
    ok = sentence.endswith(".") and not re.search(r"[.!?] [A-Z]", sentence)
    return [] if ok else [sentence or "no caption"]


def asserts(_name: str, text: str) -> list[str]:
    """An assert that does more than narrow a type: `python -O` drops it, and what it guards."""
    found = []
    for node in _tree(text):
        if isinstance(node, ast.Assert):
            said = ast.unparse(node.test)
            if not re.fullmatch(r"[\w.]+ is not None|isinstance\([\w.]+, [\w.]+\)", said):
                found.append(f"{node.lineno}: assert {said}")
    return found


def clock_and_place(_name: str, text: str) -> list[str]:
    """Reading the clock, the folder one stands in, the environment, the user, or chance."""
    banned = {
        "today", "now", "utcnow", "cwd", "getcwd", "environ", "getenv", "home", "expanduser",
        "getuser", "gethostname", "urandom", "uuid4", "localtime", "monotonic", "time_ns",
    }  # fmt: skip
    modules = {"random", "secrets", "time", "locale"}
    found = []
    for node in _tree(text):
        if isinstance(node, ast.Attribute) and node.attr in banned:
            found.append(f"{node.lineno}: .{node.attr}")
        if isinstance(node, ast.Import):
            found += [f"import {a.name}" for a in node.names if a.name in modules]
        if isinstance(node, ast.ImportFrom) and node.module in modules:
            found.append(f"from {node.module}")
    return found


def catch_all(_name: str, text: str) -> list[str]:
    """A handler that would swallow a mistake of the program, too; one that raises again may."""
    found = []
    for node in _tree(text):
        if isinstance(node, ast.ExceptHandler):
            last = node.body[-1]
            if isinstance(last, ast.Raise) and last.exc is None:
                continue
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = {k.id if isinstance(k, ast.Name) else None for k in kinds}
            if node.type is None or names & {"Exception", "BaseException"}:
                found.append(f"{node.lineno}: except {sorted(map(str, names))}")
        if isinstance(node, ast.Name) and node.id == "suppress":
            found.append(f"{node.lineno}: suppress")
    return found


ROOTS = ("Aset", "Liabilitas", "Ekuitas", "Pendapatan", "Beban")
_ACCOUNT_ROOT = re.compile(rf"({'|'.join(ROOTS)})\b")


def bare_prefix(_name: str, text: str) -> list[str]:
    """`akun.startswith("Aset:Kas")` also takes Aset:Kasbon; a prefix must end with a colon."""
    tree = ast.parse(text)
    constants = {  # also of functions: what is built once, before a loop
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def ends(node: ast.expr) -> bool:
        if isinstance(node, ast.Name) and node.id in constants:
            return ends(constants[node.id])
        if isinstance(node, ast.Tuple):
            return all(ends(item) for item in node.elts)
        if isinstance(node, ast.BinOp):
            return ends(node.right)
        if isinstance(node, ast.JoinedStr):
            return bool(node.values) and ends(node.values[-1])
        return isinstance(node, ast.Constant) and str(node.value).endswith(":")

    def names_account(node: ast.expr) -> bool:
        if isinstance(node, ast.Name) and node.id in constants:
            return names_account(constants[node.id])
        return any(
            isinstance(part, ast.Constant) and _ACCOUNT_ROOT.match(str(part.value))
            for part in ast.walk(node)
        )

    found = []
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in {"startswith", "removeprefix"}
            and node.args
        ):
            whose = ast.unparse(node.func.value)
            about = whose.rpartition(".")[2] in {"akun", "account", "induk"}
            if (about or names_account(node.args[0])) and not ends(node.args[0]):
                found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


# Where the five roots themselves are named; all else asks the chart (docs/ROOMS.md, a regime).
ROOTS_STAND_IN = ("kkmp_ledger/schema/chart.py", "kkmp_ledger/book/dialect.py")
_ACCOUNT = re.compile(rf"\b({'|'.join(ROOTS)}):(?=\S|$)")


def account_spelled(_name: str, text: str) -> list[str]:
    """The name of an account, or of a root, in a text of the program; docstrings may."""
    tree = ast.parse(text)
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        f"{node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in prose
        and (_ACCOUNT.search(node.value) or node.value in ROOTS)
    ]


def long_functions(_name: str, text: str) -> list[str]:
    return [
        f"{node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
        for node in _function(text)
        if (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES
    ]


def long_modules(_name: str, text: str) -> list[str]:
    lines = len(text.splitlines())
    return [f"{lines} lines"] if lines > MODULE_LINES else []


def name_without_room(name: str, _text: str) -> list[str]:
    parts = {part.removesuffix(".py").strip("_") for part in name.split("/")}
    return sorted(
        parts & {"util", "utils", "common", "helper", "helpers", "misc", "lib", "shared", "tools"}
    )


def public_without_docstring(_name: str, text: str) -> list[str]:
    """Public functions and classes of a module, and public methods of its public classes."""
    found = []

    def look(body: list[ast.stmt], inside: str) -> None:
        for node in body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if node.name.startswith("_"):
                continue
            if ast.get_docstring(node) is None:
                found.append(f"{inside}{node.name}")
            if isinstance(node, ast.ClassDef):
                look(node.body, f"{node.name}.")

    look(ast.parse(text).body, "")
    return found


def pure_room(_name: str, text: str) -> list[str]:
    """A pure room neither opens files nor runs anything."""
    found = []
    for node in _tree(text):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module]
            tops = {str(n).partition(".")[0] for n in names}
            found += sorted(tops & {"os", "pathlib", "shutil", "subprocess", "sqlite3"})
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"open", "print", "input"}:
            found.append(ast.unparse(node.func))
    return found


_PROGRAM_WORDS = re.compile(
    r"\b(str|int|dict|list|tuple|bool|bytes|Decimal|NoneType|None|True|False|"
    r"\w+Error|\w+Exception|pydantic|regex|traceback|null)\b|\\[dwsb]|\[A-Z|\[0-9|\(\?|\^\S|\.\*"
)


def program_words(_name: str, text: str) -> list[str]:
    """What a fact or a hint says: text given to Problem, or kept in a variable of those names."""
    found = []
    for node in _tree(text):
        said: list[ast.expr] = []
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Problem":
            said = [*node.args[1:3], *(k.value for k in node.keywords if k.arg in {"fact", "hint"})]
        elif isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id in {"fact", "hint"} for t in node.targets
        ):
            said = [node.value]
        for part in (p for s in said for p in ast.walk(s)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found += [f"{part.lineno}: {m[0]}" for m in _PROGRAM_WORDS.finditer(part.value)]
    return found


def unknown_codes(_name: str, text: str) -> list[str]:
    return [
        str(node.args[0].value)
        for node in _tree(text)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Problem"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and node.args[0].value not in CODES
    ]


# --- rules of any text


def genuine_nik(_name: str, text: str) -> list[str]:
    """A number of 16 digits could be somebody's NIK, unless its province or birthday is 0."""
    found = re.findall(r"(?<![0-9A-Za-z.])\d{16}(?![0-9A-Za-z])", text)
    return [n for n in found if not n.startswith("0000") and n[6:12] != "000000"]


def genuine_phone(_name: str, text: str) -> list[str]:
    """A mobile number could be somebody's, unless it is in the range that nobody has."""
    pattern = r"(?<![\w.:-])(?:\+62|62|0)[ -]?8\d{2}[ -]?\d{3,4}[ -]?\d{2,5}(?![\w-])"
    found = re.findall(pattern, text)
    return [n for n in found if not re.sub(r"\D", "", n).startswith(("0800000", "62800000"))]


def fiktif_unsaid(_name: str, text: str) -> list[str]:
    head = "\n".join(text.splitlines()[:6]).lower()
    return [] if re.search(r"fikti|ficti|invent", head) else ["says nowhere that it is fictional"]


def tanggal_typst(name: str, text: str) -> list[str]:
    """A .typ file that is compiled sets `date: none`; one that only names things is imported."""
    if "#let" in text and not re.search(r"^#(?!let|import|//)", text, re.M):
        return []
    return [] if "#set document(date: none)" in text else [name]


RULE = [
    Rule(
        "every module opens with a one-sentence caption",
        _python,
        without_caption,
        ("kkmp_ledger/x.py", '"""Does this. Does that, too."""\n'),
        '"""The one thing that it is for."""\n',
    ),
    Rule(
        "money is never binary",
        lambda n: _program(n) and n != XLSX_READER,
        _pola(r"\bfloat\b"),
        ("kkmp_ledger/x.py", "amount = float('1.5')"),
        "parse_float=Decimal",
    ),
    Rule(
        "time and place are arguments",
        lambda n: _program(n) and not n.startswith(EDGE),
        clock_and_place,
        ("kkmp_ledger/app/x.py", "from datetime import date\nday = date.today()\n"),
        "def f(today: date) -> None: ...",
    ),
    Rule(
        "nothing swallows every error",
        _python,
        catch_all,
        ("kkmp_ledger/x.py", "try:\n    f()\nexcept (KeyError, Exception):\n    pass\n"),
        "try:\n    f()\nexcept KeyError:\n    pass\n",
    ),
    Rule(
        "an assert only narrows a type",
        _program,
        asserts,
        ("kkmp_ledger/x.py", "assert sum(parts) == total\nassert found\n"),
        "assert found is not None\nassert isinstance(a.b, Cell), a\n",
    ),
    Rule(
        "no command may fail unseen",
        lambda n: not n.endswith(".md"),
        _pola(r"\|\| *(?:true|:)\s*$"),
        ("Makefile", "test:\n\truff check || true\n"),
        "test:\n\truff check\n",
    ),
    Rule(
        "accounts are compared by segment",
        _program,
        bare_prefix,
        ("kkmp_ledger/x.py", 'KAS = ("Aset:Kas", "Aset:Bank:")\nfound = m.akun.startswith(KAS)\n'),
        'KAS = ("Aset:Kas:", "Aset:Bank:")\nfound = m.akun.startswith(KAS)\n',
    ),
    Rule(
        "the chart alone spells accounts",
        lambda n: _program(n) and n not in ROOTS_STAND_IN,
        account_spelled,
        ("kkmp_ledger/x.py", 'KAS = "Aset:Kas"\n'),
        '"""Of Aset:Kas."""\nkas = chart.parent(Role.KAS)\nfact = f"Aset: {akun}"\n',
    ),
    Rule(
        "a module is at most 330 lines",
        _our_own,
        long_modules,
        ("kkmp_ledger/x.py", "x = 1\n" * (MODULE_LINES + 1)),
        "x = 1\n" * MODULE_LINES,
    ),
    Rule(
        "a function fits a screen",
        _python,
        long_functions,
        ("kkmp_ledger/x.py", "def f():\n" + "    x = 1\n" * FUNCTION_LINES),
        "def f():\n" + "    x = 1\n" * (FUNCTION_LINES - 1),
    ),
    Rule(
        "what has no room has no name",
        _python,
        name_without_room,
        ("kkmp_ledger/utils/rupiah.py", ""),
    ),
    Rule(
        "what is public says what it does",
        _program,
        public_without_docstring,
        ("kkmp_ledger/base/x.py", 'class A:\n    """An A."""\n\n    def f(self): ...\n'),
        'def _f(): ...\ndef g():\n    """Give."""\n',
    ),
    Rule(
        "pure rooms open nothing",
        lambda n: n.startswith(PURE_ROOMS) and _python(n),
        pure_room,
        ("kkmp_ledger/koperasi/x.py", "from pathlib import Path\n"),
        "from decimal import Decimal\n",
    ),
    Rule(
        "facts and hints speak to a treasurer",
        _program,
        program_words,
        ("kkmp_ledger/x.py", 'fact = f"{key} bukan int"\nProblem("ISIAN", "x", r"tulis \\d{4}")'),
        'fact = f"{key} bukan angka"\nProblem("ISIAN", fact, "tulis tahunnya")',
    ),
    Rule(
        "a problem's code is on the list",
        _program,
        unknown_codes,
        ("kkmp_ledger/x.py", 'Problem("TIDAK-ADA", fact, hint)'),
        'Problem("ISIAN", fact, hint)',
    ),
    Rule(
        "nobody's identity number",
        lambda n: not n.endswith(".lock"),
        genuine_nik,
        ("tests/x.py", 'nik = "337401' + '0101900001"'),
        'nik = "0000000013000001"',
    ),
    Rule(
        "nobody's phone number",
        lambda n: not n.endswith(".lock"),
        genuine_phone,
        ("tests/x.py", 'telepon = "0812-' + '3456-7890"'),
        'telepon = "0800-000-0001"',
    ),
    Rule(
        "no path of a machine",
        lambda _n: True,
        _pola(r"(?:/home/|/Users/|/root/|/tmp/|/work/|[A-Z]:\\Users)\w*"),
        ("README.md", "cd /home/" + "budi/kkmp"),
        "cd kkmp-ledger",
    ),
    Rule(
        "no host of a package registry",
        lambda _n: True,
        _pola(r"pypi\.org|pythonhosted|--(?:extra-)?index-url|registry\.npm|crates\.io"),
        ("requirements.lock", "--index-url https://pypi" + ".org/simple"),
        "click==8.1.7",
    ),
    Rule(
        "a lock names versions and digests, no places",
        lambda n: n.endswith(".lock"),
        _pola(r"\S*(?:://| @ |file:)\S*"),
        ("requirements.lock", "click @ https://example.invalid/click.whl"),
        "click==8.1.7 \\\n    --hash=sha256:00\n",
    ),
    Rule(
        "what a PDF says of its date is not the clock's",
        lambda n: n.endswith(".typ"),
        tanggal_typst,
        ("templates/x.typ", '#import "/gaya.typ": halaman\n#halaman[]\n'),
        "#set document(date: none)\n",
    ),
    Rule(
        "what is invented says so",
        lambda n: (
            n in {"ledgers/contoh/main.beancount", "ledgers/make_example.py"}
            or (
                (n.startswith("ledgers/contoh/") and n.endswith((".txt", ".toml")))
                and not n.startswith(("ledgers/contoh/segel/", "ledgers/contoh/rat/"))
            )
        ),
        fiktif_unsaid,
        ("ledgers/contoh/koperasi.toml", 'nama = "Koperasi Sejahtera"\n'),
        "# FIKTIF: karangan untuk contoh.\n",
    ),
]


@pytest.mark.parametrize(
    "text",
    [
        'akun = f"Beban:HPP:{side}:{unit}"',
        'akun = f"Aset:{x}"',
        'START = ("Liabilitas:", "x")',
        'if root == "Ekuitas": ...',
        'hint = "pakai akun Pendapatan:Anggota"',
    ],
)
def test_an_account_is_seen_however_it_is_spelled(text: str) -> None:
    assert account_spelled("kkmp_ledger/x.py", text)


@pytest.mark.parametrize("rule", RULE, ids=lambda a: a.nama)
def test_the_house_is_tidy(rule: Rule) -> None:
    looked = {name: text for name, text in file().items() if rule.valid(name)}
    assert looked, "a rule that looks at nothing cannot fail"
    found = {name: bad for name, text in looked.items() if (bad := rule.find(name, text))}
    assert not found


@pytest.mark.parametrize("rule", RULE, ids=lambda a: a.nama)
def test_a_specimen_breaks_the_rule(rule: Rule) -> None:
    name, text = rule.example
    assert rule.find(name, text), "the specimen went unseen"
    if rule.right:
        assert rule.valid(name) or name.startswith("kkmp_ledger/x.py")
        assert rule.find(name, rule.right) == []


def test_every_code_is_used() -> None:
    said = {
        node.value
        for name, text in file().items()
        if _program(name) and name != "kkmp_ledger/base/codes.py"
        for node in _tree(text)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    # A validator of `spec` speaks as "CODE: fact | hint".
    said |= {text.partition(":")[0] for text in said}
    assert set(CODES) - said == set()


def test_the_example_is_committed_whole() -> None:
    """Its own .gitignore hides what a real cooperative must hide; the example hides nothing."""
    hidden = _git("ls-files", "-oi", "--exclude-standard", "--", "ledgers/contoh")
    assert [n for n in hidden if "/.kkmp/" not in n and "/.batch/" not in n] == []
