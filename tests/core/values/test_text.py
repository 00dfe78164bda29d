from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.errors import BadValue
from salesops.core.values.text import abridged, bounded, half_width, printable, printable_json, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("杭州云帆 Café №5", "杭州云帆 Café №5"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("two\nlines\r\tand a tab", "two\\nlines\\r\\tand a tab"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202etxt\u2066x\u2069", "abc\\u202etxt\\u2066x\\u2069"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("line\u2028separator", "line\\u2028separator"),
        ("half of a pair \ud800", "half of a pair \\ud800"),
        ("no-break\u00a0and\u3000wide spaces stay\n", "no-break\u00a0and\u3000wide spaces stay\\n"),
        ("[/b] is only text", "[/b] is only text"),
        ("", ""),
    ],
)
def test_what_acts_on_a_terminal_is_shown_escaped(text: str, expected: str) -> None:
    assert printable(text) == expected


@given(st.text())
def test_printable_text_has_no_control_characters_and_stays_as_it_is(text: str) -> None:
    once = printable(text)
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e" for char in once)
    assert printable(once) == once
    once.encode()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_json_shows_what_it_holds_and_means_the_same(text: str) -> None:
    for indent in (None, 2):
        written = printable_json(json.dumps({"name": text}, ensure_ascii=False, indent=indent))
        assert all(map(str.isprintable, written.split("\n")))
        assert json.loads(written) == {"name": text}


def test_a_quoted_text_is_escaped_and_cut() -> None:
    assert shown("11/12") == '"11/12"'
    assert shown("a\x1bb") == '"a\\x1bb"'
    assert shown("x" * 1000) == '"' + "x" * 59 + '…"'


def test_full_width_forms_become_plain() -> None:
    assert half_width("　ＡＢ１２，．％￥～－　") == "AB12,.%¥~-"
    assert half_width(" 8² ") == "8²"


def test_what_is_quoted_is_cut_when_it_is_long() -> None:
    assert abridged("长" * 60) == "长" * 60
    assert abridged("长" * 61) == "长" * 59 + "…"
    assert abridged("a\n" * 100, longest=6) == "a\\na\\na…"


def test_text_has_a_bound() -> None:
    assert bounded("长" * 10_000) == "长" * 10_000
    with pytest.raises(BadValue, match=r'^"长{59}…" is too long\.$') as caught:
        bounded("长" * 10_001)
    assert caught.value.hint == "At most 10,000 characters can be kept."
