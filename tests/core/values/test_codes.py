from __future__ import annotations

import pytest

from salesops.core.errors import BadValue
from salesops.core.values.codes import Codes

SOURCES = Codes(
    "source",
    {"referral": "referral", "cold_call": "cold call", "online": "on the web"},
    also={"介绍": "referral", "Word of mouth": "referral"},
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("referral", "referral"),
        ("Referral", "referral"),
        ("cold_call", "cold_call"),
        ("Cold Call", "cold_call"),
        ("cold-call", "cold_call"),
        ("coldcall", "cold_call"),
        ("on the web", "online"),
        ("介绍", "referral"),
        ("介 绍", "referral"),
        ("word of mouth", "referral"),
        (" ｒｅｆｅｒｒａｌ ", "referral"),
    ],
)
def test_a_code_its_name_or_a_synonym(text: str, code: str) -> None:
    assert SOURCES.parse(text) == code


@pytest.mark.parametrize("text", ["", "ref", "referrals", "pigeon"])
def test_anything_else_is_refused_and_the_names_are_listed(text: str) -> None:
    with pytest.raises(BadValue) as caught:
        SOURCES.parse(text)
    assert caught.value.message == f'"{text}" is not a known source.'
    assert caught.value.hint == "Choose from: referral, cold call, on the web."


def test_codes_and_labels() -> None:
    assert SOURCES.codes == ("referral", "cold_call", "online")
    assert SOURCES.label("cold_call") == "cold call"
    assert "cold_call" in SOURCES
    assert "cold call" not in SOURCES


def test_the_chinese_name_is_accepted_whatever_the_language(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = {"won": "已成交", "lost": "已丢单"}
    monkeypatch.setattr("salesops.core.values.codes.in_both", lambda text: (text, chinese[text]))
    stages = Codes("stage", {"won": "won", "lost": "lost"})
    assert stages.parse("已成交") == "won"
    assert stages.parse("Lost") == "lost"
