"""The Indonesian catalogue is whole, and says what Fava's own says."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po
from jinja2 import DictLoader
from jinja2 import Environment

from kkmp_ledger.web import terjemahan
from kkmp_ledger.web.templat import GANTI
from kkmp_ledger.web.templat import TemplatFava
from kkmp_ledger.web.terjemahan import katalog

_ISIAN = re.compile(r"%\(\w+\)s")


def _kata_fava() -> set[str]:
    with (files("fava") / "translations" / "messages.pot").open("rb") as source:
        return {str(message.id) for message in read_po(source) if message.id}


def test_every_message_of_fava_is_translated() -> None:
    words = _kata_fava()
    assert len(words) > 140
    assert [word for word in sorted(words) if katalog().gettext(word) in ("", word)] == []


def test_no_message_is_left_over() -> None:
    with terjemahan._SUMBER.open("rb") as source:
        ours = {str(message.id) for message in read_po(source) if message.id}
    assert ours == _kata_fava()


def test_placeholders_are_kept() -> None:
    for word in _kata_fava():
        assert sorted(_ISIAN.findall(katalog().gettext(word))) == sorted(_ISIAN.findall(word))


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
    assert katalog().gettext(fava) == koperasi


def _sumber(text: str) -> str:
    loader = TemplatFava(DictLoader({"_journal_table.html": text}))
    return loader.get_source(Environment(autoescape=True), "_journal_table.html")[0]


@pytest.mark.parametrize("text", ["", "{% autoescape false %}" * 2])
def test_a_fava_with_another_template_does_not_start(text: str) -> None:
    with pytest.raises(AssertionError, match="not the one we know"):
        _sumber(text)


def test_a_template_is_changed_where_it_must_be() -> None:
    assert _sumber("a {% autoescape false %} b") == "a {% autoescape true %} b"
    assert set(GANTI) == {"_journal_table.html", "_layout.html"}
