"""Texts as words of an index, and what is asked of it."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.values.words import (
    address_words,
    name_words,
    phone_words,
    phones,
    query,
    text_words,
    wanted,
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("云帆科技", "云帆 帆科 科技 技"),
        ("聊了预算，CRM系统", "聊了 了预 预算 算 crm 系统 统"),
        ("Café C++ Ｈarbor", "cafe c++ harbor"),
        ("2026-0012", "2026 0012"),
        ("…", ""),
        (None, ""),
    ],
)
def test_words_of_a_text(text: str | None, words: str) -> None:
    assert text_words(text) == words


def test_words_of_names_are_those_without_spaces_and_brackets_too() -> None:
    assert name_words("云帆（科技）") == "云帆 帆 科技 技 云帆 帆科 科技 技"
    assert name_words("Harbor Foods", None) == "harbor foods harborfoods"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800138000", ["13800138000"]),
        ("+86 138-0013-8000", ["13800138000"]),
        ("0086 13800138000", ["13800138000"]),
        ("8613800138000", ["13800138000"]),
        ("(0571) 8765 4321", ["57187654321"]),
        ("+86 571 8765 4321", ["57187654321"]),
        ("１３８ ００１３ ８０００", ["13800138000"]),
        ("13800138000/0571-87654321", ["13800138000", "57187654321"]),
        ("+49 30 23125 110", ["493023125110"]),
        ("", []),
        ("n/a", []),
    ],
)
def test_a_phone_in_any_spelling(text: str, numbers: list[str]) -> None:
    assert list(phones(text)) == numbers


def test_how_people_are_addressed() -> None:
    assert "张总" in address_words("张伟", "副总经理").split()
    assert "李经 经理" in address_words("李雷", "采购经理")
    assert address_words("Katrin Vogel", "CEO") == ""
    assert address_words("李雷", None) == ""


@pytest.mark.parametrize(
    ("asked", "stored", "found"),
    [
        ("云帆", "杭州云帆科技", True),
        ("云", "彩云", True),
        ("帆科 杭州", "杭州云帆科技", True),
        ("云科", "云帆科技", False),
        ("harb", "Harbor Foods", True),
        ("arbor", "Harbor Foods", False),
        ("CRM系统", "系统上线，CRM 不急", True),
        ('云" OR "x', "x", False),
        ("NOT AND", "not and", True),
    ],
)
def test_what_is_asked_is_found(asked: str, stored: str, found: bool) -> None:
    assert ask(text_words(stored), asked) is found


@pytest.mark.parametrize("asked", ["138 0013 8000", "8000", "1380013", "+8613800138000"])
def test_a_phone_is_found_by_either_end(asked: str) -> None:
    assert ask(phone_words("138-0013-8000"), asked)
    assert not ask(phone_words("139-1234-5678"), asked)


@pytest.mark.parametrize("asked", ["0519", "0519-8812", "051988123456", "3456", "8812 3456"])
def test_a_number_with_an_area_code_is_found_by_either_end(asked: str) -> None:
    assert ask(phone_words("0519-8812 3456"), asked)
    assert not ask(phone_words("0510-8812 7777"), asked)


@given(st.text(max_size=40))
def test_whatever_is_asked_is_a_query(text: str) -> None:
    if words := wanted(text):
        ask("云帆", text)
        assert all(word.runs or word.phone for word in words)


@given(st.text(alphabet="云帆科技杭州ab 1（）", min_size=1, max_size=12))
def test_a_text_is_found_by_itself(text: str) -> None:
    if wanted(text):
        assert ask(text_words(text), text)


def ask(words: str, asked: str) -> bool:
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE s USING fts5 (words, content = '', tokenize = \"ascii tokenchars '+#'\")"
    )
    db.execute("INSERT INTO s (words) VALUES (?)", (words,))
    ((count,),) = db.execute("SELECT count(*) FROM s WHERE s MATCH ?", (query(wanted(asked)),))
    db.close()
    return bool(count)
