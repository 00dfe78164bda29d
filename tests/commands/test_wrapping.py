from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from salesops.commands._wrapping import breaks


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in pairwise([0, *breaks(text, width), len(text)])]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("every two weeks", 40, ["every two weeks"]),
        ("every two weeks", 9, ["every two ", "weeks"]),
        ("约定电话：问签字进度", 10, ["约定电话：", "问签字进度"]),
        ("每周一次，预计成交", 8, ["每周一", "次，预计", "成交"]),  # not a comma first
        ("见（附件）", 4, ["见", "（附", "件）"]),  # nor an opening bracket last
        ("预计 2027-01-25 成交", 12, ["预计 ", "2027-01-25 ", "成交"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 5, [""]),
    ],
)
def test_where_lines_end(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text(alphabet="ab 约定，。（）、,. 1", max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    whole = lines(text, width)
    assert "".join(whole) == text
    assert all(cell_len(line.rstrip()) <= width for line in whole)
