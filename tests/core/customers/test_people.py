"""A person in one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.customers.people import is_reachable, parse_people, parse_person
from salesops.core.errors import BadValue


@pytest.mark.parametrize(
    ("text", "name", "title", "phone", "email"),
    [
        ("李雷/采购经理/13800138000", "李雷", "采购经理", "13800138000", None),
        ("李雷／采购经理／13800138000", "李雷", "采购经理", "13800138000", None),
        ("赵总，13512340000", "赵总", None, "13512340000", None),
        ("赵总,13512340000", "赵总", None, "13512340000", None),
        ("赵总 13512340000", "赵总", None, "13512340000", None),
        ("赵总　１３５１２３４００００", "赵总", None, "13512340000", None),
        ("赵总13512340000", "赵总", None, "13512340000", None),
        ("13512340000 赵总", "赵总", None, "13512340000", None),
        ("赵总（13512340000）", "赵总", None, "13512340000", None),
        ("赵总 电话：135 1234 0000", "赵总", None, "135 1234 0000", None),
        ("王总、总经理、a@b.cn", "王总", "总经理", None, "a@b.cn"),
        ("赵敏/010-88886666转802", "赵敏", None, "010-88886666转802", None),
        ("John Smith, CEO, +44 20 7946 0958", "John Smith", "CEO", "+44 20 7946 0958", None),
        ("Smith, John/CEO", "Smith, John", "CEO", None, None),
        ("王总/12345", "王总", None, "12345", None),
        ("李雷", "李雷", None, None, None),
    ],
)
def test_a_person_is_understood(text: str, name: str, title: str, phone: str, email: str) -> None:
    told = {"name": name, "title": title, "phone": phone, "email": email}
    assert parse_person(text) == {kind: part for kind, part in told.items() if part}


@pytest.mark.parametrize(
    "text", ["", "13512340000", "a@b.cn", "/经理", "甲/乙/丙", "李雷/13800138000/13900139000"]
)
def test_no_person(text: str) -> None:
    with pytest.raises(BadValue):
        parse_person(text)


@given(st.sampled_from(["，", " ", "/", ",", "、", "", " ，"]), st.integers(13_000_000_000, 19_999_999_999))
def test_a_phone_never_lands_in_a_name(between: str, phone: int) -> None:
    assert parse_person(f"赵总{between}{phone}") == {"name": "赵总", "phone": str(phone)}
    assert is_reachable(f"赵总{between}{phone}")


def test_one_person_may_be_told_of_twice() -> None:
    assert parse_people("王总/13512340000", "王总") == [
        {"name": "王总", "phone": "13512340000", "decision_role": "decider"}
    ]
    assert parse_people("李雷", "王总") == [{"name": "李雷"}, {"name": "王总", "decision_role": "decider"}]
    assert parse_people(None, None) == []
