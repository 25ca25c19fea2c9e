"""Fava's own page templates with the few words changed that make them safe and Indonesian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import BaseLoader
from jinja2 import ChoiceLoader
from jinja2 import FileSystemLoader

from kkmp_ledger.base.places import folder
from kkmp_ledger.base.sure import ensure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jinja2 import Environment

# Template -> (what stands there exactly once, what stands there instead). The journal switches
# autoescape off, so that a payee could carry a script into the page; the layout is where our
# style sheet comes in, and says which language the page is in.
REPLACE: dict[str, tuple[tuple[str, str], ...]] = {
    "_journal_table.html": (("{% autoescape false %}", "{% autoescape true %}"),),
    "_layout.html": (
        ("<html>", '<html lang="id">'),
        (
            "</head>",
            '<link rel="stylesheet" href="{{ request.script_root }}/kkmp.css"></head>',
        ),
    ),
}


def folder_web() -> Path:
    """Where our own page templates, style sheet and script are."""
    return folder("templates") / "web"


class FavaTemplates(BaseLoader):
    """Fava's templates, changed as `GANTI` says; a start fails where Fava's text is another."""

    def __init__(self, fava: BaseLoader) -> None:
        """Take Fava's own loader."""
        self._fava = fava

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Give the changed text."""
        source, filename, uptodate = self._fava.get_source(environment, template)
        for there, instead in REPLACE.get(template, ()):
            ensure(source.count(there) == 1, f"Fava's {template} is not the one we know")
            source = source.replace(there, instead)
        return source, filename, uptodate


def loader(fava: BaseLoader) -> ChoiceLoader:
    """Our templates first, then Fava's."""
    return ChoiceLoader([FileSystemLoader(folder_web()), FavaTemplates(fava)])
