"""The Indonesian catalogue is whole, and says what Fava's own says."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po
from jinja2 import DictLoader
from jinja2 import Environment

from kkmp_ledger.base.sure import OurMistakeError
from kkmp_ledger.web import translation
from kkmp_ledger.web.fava_templates import REPLACE
from kkmp_ledger.web.fava_templates import FavaTemplates
from kkmp_ledger.web.translation import catalogue

_INPUT = re.compile(r"%\(\w+\)s")


def _fava_words() -> set[str]:
    with (files("fava") / "translations" / "messages.pot").open("rb") as source:
        return {str(message.id) for message in read_po(source) if message.id}


def test_every_message_of_fava_is_translated() -> None:
    words = _fava_words()
    assert len(words) > 140
    assert [word for word in sorted(words) if catalogue().gettext(word) in ("", word)] == []


def test_no_message_is_left_over() -> None:
    with translation._SOURCE.open("rb") as source:
        ours = {str(message.id) for message in read_po(source) if message.id}
    assert ours == _fava_words()


def test_placeholders_are_kept() -> None:
    for word in _fava_words():
        assert sorted(_INPUT.findall(catalogue().gettext(word))) == sorted(_INPUT.findall(word))


@pytest.mark.parametrize(
    ("fava", "koperasi"),
    [
        ("Balance Sheet", "Posisi Keuangan"),
        ("Income Statement", "Perhitungan Hasil Usaha"),
        ("Trial Balance", "Neraca Saldo"),
        ("Net Profit", "Sisa Hasil Usaha (SHU)"),
        ("Journal", "Buku Jurnal"),
    ],
)
def test_the_words_of_a_cooperative(fava: str, koperasi: str) -> None:
    assert catalogue().gettext(fava) == koperasi


def _source(text: str) -> str:
    loader = FavaTemplates(DictLoader({"_journal_table.html": text}))
    return loader.get_source(Environment(autoescape=True), "_journal_table.html")[0]


@pytest.mark.parametrize("text", ["", "{% autoescape false %}" * 2])
def test_a_fava_with_another_template_does_not_start(text: str) -> None:
    with pytest.raises(OurMistakeError, match="not the one we know"):
        _source(text)


def test_a_template_is_changed_where_it_must_be() -> None:
    assert _source("a {% autoescape false %} b") == "a {% autoescape true %} b"
    assert set(REPLACE) == {"_journal_table.html", "_layout.html"}
