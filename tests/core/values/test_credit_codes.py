"""统一社会信用代码."""

from __future__ import annotations

import pytest

from salesops.core.errors import BadValue
from salesops.core.values.credit_codes import parse_credit_code

TENCENT, HUAWEI = "9144030071526726XG", "914403001922038216"


@pytest.mark.parametrize("code", [TENCENT, HUAWEI])
def test_codes_of_companies_are_right(code: str) -> None:
    assert parse_credit_code(code) == code


@pytest.mark.parametrize(
    "text", ["9144 0300 7152 6726 xg", "９１４４０３００７１５２６７２６ＸＧ", " 9144030071526726-XG "]
)
def test_they_are_stored_in_capitals_without_spaces(text: str) -> None:
    assert parse_credit_code(text) == TENCENT


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9144030071526726X", "17 characters"),
        ("9144030071526726XGG", "19 characters"),
        ("9144O30071526726XG", '"O"'),
        ("9144030071526726XH", "the last one is G, not H"),
        ("9144030071526762XG", "the last one is"),  # two digits exchanged
        ("", "0 characters"),
    ],
)
def test_what_is_wrong_is_said(text: str, said: str) -> None:
    with pytest.raises(BadValue, match=said):
        parse_credit_code(text)
