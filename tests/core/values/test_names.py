from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.values.names import lengths, name_key, near, nearest, pieces, spelling_key


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "云帆科技",
            [
                "杭州云帆科技有限公司", "云帆科技", "云帆科技（杭州）有限公司", "杭州市云帆科技股份有限公司",
                "浙江省杭州市云帆科技集团有限公司", "云帆科技有限责任公司.", "【云帆】科技", "云 帆 科 技",
                "云帆科技公司", "（中国）云帆科技", "云帆科技Co.,Ltd",
            ],
        ),
        (
            "harborfoods",
            [
                "Harbor Foods Ltd", "HARBOR FOODS LIMITED", "Harbor Foods Co., Ltd.", "Harbor-Foods (China) Inc.",
                "Ｈａｒｂｏｒ　Ｆｏｏｄｓ", "Harbor Foods Pty. Ltd.", "Harbor Foods (Pty) Ltd", "Harbor  Foods, LLC",
                "Harbor Foods Corp.",
            ],
        ),
        ("nordlicht", ["Nordlicht GmbH", "Nordlicht AG", "Nordlicht GmbH & Co. KG", "Nordlicht B.V."]),
        ("franchi", ["Franchi S.p.A.", "Franchi SpA", "FRANCHI S.A.", "Franchi a.s."]),
        ("koniglichessen", ["Königlich Essen", "Koniglich Essen", "KÖNIGLICH ESSEN", "Ko\u0308niglich Essen"]),
        ("it", ["IT", "it", "I.T.", "IT公司"]),
        ("c#", ["C# GmbH"]),
        ("c++", ["C++ GmbH"]),
        ("市场营销", ["上海市场营销有限公司", "上海市市场营销有限公司"]),
    ],
)  # fmt: skip
def test_spellings_of_one_name(key: str, names: list[str]) -> None:
    assert {name: name_key(name) for name in names} == dict.fromkeys(names, key)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京银行", "上海银行"),
        ("青岛啤酒股份有限公司", "哈尔滨啤酒有限公司"),
        ("杭州科技有限公司", "深圳科技有限公司"),
        ("阿里巴巴", "巴巴"),
        ("云帆科技", "云帆贸易"),
        ("C# GmbH", "C++ GmbH"),
        ("か", "が"),
        ("微软（分销）", "微软"),
    ],
)
def test_different_companies_stay_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Nabisco", "nabisco"),
        ("Mensa", "mensa"),
        ("Skåab", "skaab"),
        ("Brøag", "brøag"),
        ("有限公司", "有限公司"),
        ("公司", "公司"),
        ("杭州有限公司", "杭州"),
        ("杭州", "杭州"),
        ("Co.", "co"),
        ("Inc", "inc"),
        ("（）", "()"),
        ("（杭州）", "(杭州)"),
        ("...", "..."),
        ("\u0301", "\u0301"),
    ],
)
def test_what_belongs_to_the_name_stays(name: str, key: str) -> None:
    assert name_key(name) == key


@given(st.text(min_size=1))
def test_the_key_of_a_name_is_never_empty(name: str) -> None:
    assert name_key(name)


@given(st.text(alphabet="云帆杭州市科技abAB", min_size=1, max_size=8))
def test_case_and_spacing_never_matter(name: str) -> None:
    assert name_key(name) == name_key(name.upper()) == name_key(f" {name} ")


def test_near_names_come_with_index_and_score_best_first() -> None:
    keys = ["blauersee", "harborfoods", "harborfoodz", "云帆科技"]
    assert [index for index, _ in near("harborfoods", keys)] == [1, 2]
    assert near("harborfoods", keys)[0] == (1, 100.0)
    assert near("harborfoods", keys, at_least=95) == [(1, 100.0)]
    assert near("harborfoods", []) == []


@pytest.mark.parametrize(
    ("key", "names"),
    [
        (
            "杭州云帆科技有限公司",
            [
                "杭州云帆科技有限公司", "杭州 云帆 科技有限公司", "【杭州】云帆（科技）有限公司",
                "\ufeff杭州云帆\u200b科技有限公司",
            ],
        ),
        ("acmeltd", ["Acme Ltd", "ACME  LTD", "Ａｃｍｅ　Ｌｔｄ", "Acme\xa0(Ltd)", "A\xadcme Ltd"]),
        ("()", ["()"]),
    ],
)  # fmt: skip
def test_one_name_in_several_spellings(key: str, names: list[str]) -> None:
    assert [spelling_key(name) for name in names] == [key] * len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海师范大学", "北京师范大学"),
        ("Acme Ltd", "Acme GmbH"),
        ("Acme Ltd", "Acme Ltd."),
        ("云帆", "云帆（杭州）"),
        ("é", "e"),
    ],
)
def test_other_names_are_spelled_otherwise(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@given(st.text(min_size=1))
def test_a_spelling_is_never_empty(name: str) -> None:
    assert spelling_key(name)


def test_the_nearest_names_come_first() -> None:
    names = ["明达电子", "云帆科技", "明大电子厂", "Nordlicht"]
    assert nearest("明大电子", names) == [2, 0]
    assert nearest("xyz", names) == []


def test_a_key_in_pieces_of_which_one_stands_in_every_near_key() -> None:
    assert pieces("云帆科技", at_least=90) == ["云帆科技"]  # one letter more is 8 of 9: 89
    assert pieces("harborfoods", at_least=90) == ["har", "borf", "oods"]  # two differences are 20 of 22: 91
    assert lengths("harborfoods", at_least=90) == (9, 13)  # what they share may be 18 of 20, or 22 of 24


@given(st.text(alphabet="ab云", min_size=1, max_size=24), st.data())
def test_every_near_key_is_of_such_length_and_has_one_of_the_pieces(key: str, data: st.DataObject) -> None:
    letters = list(key)
    for _change in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(letters)))
        letters[place : place + data.draw(st.integers(0, 1))] = data.draw(
            st.text(alphabet="ab云x", max_size=1)
        )
    other = "".join(letters)
    parts = pieces(key, at_least=90)
    shortest, longest = lengths(key, at_least=90)
    assert "".join(parts) == key
    assert (shortest <= len(other) <= longest and any(part in other for part in parts)) or near(
        key, [other]
    ) == []
