from __future__ import annotations

import pytest

from salesops.core.errors import BadValue
from salesops.core.importing.units import Named, above, currencies, in_cell, in_heading


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("合同金额", ""), ("合同金额（元）", "元"), ("合同金额（万元）", "万"), ("金额（含税，万）", "万"),
        ("金额（单位：千元）", "千"),
        ("合同金额万元", "万"), ("金额/万元", "万"),
        ("金额（人民币百万元）", "百万"), ("合同额（￥亿）", "亿"),
        ("年营业额（万元/年）", "万"), ("Amount (k)", "千"), ("Amount (K USD)", "千"), ("Amount ($000)", "千"),
        ("Amount (USD '000)", "千"), ("Amount (in thousands)", "千"), ("Amount in millions", "百万"),
        ("Amount (M)", "百万"),
        ("Amount (incl. VAT)", ""), ("Deal value (estimated)", ""), ("千岛湖项目金额", ""), ("金额（2026年）", ""),
    ],
)  # fmt: skip
def test_the_unit_of_a_heading(heading: str, unit: str) -> None:
    named = in_heading(heading)
    assert (named.unit, named.unknown) == (unit, "")


@pytest.mark.parametrize(
    "heading",
    ["合同金额（万元/年）", "合同金额（元/月）", "Amount (USD per month)", "金额（十亿）", "Value (bn)"],
)
def test_a_unit_that_no_amount_is_kept_in(heading: str) -> None:
    with pytest.raises(BadValue):
        in_heading(heading).check("CNY" if "额" in heading else "USD")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amount (USD)", "USD"), ("合同金额（美元）", "USD"), ("Value in EUR", "EUR"), ("金额（¥）", "CNY JPY"),
        ("5,000.00 HKD", "HKD"), ("US$ 20", "USD"), ("RMB 20", "CNY"), ("Eurowings", ""), ("5000元", ""),
    ],
)  # fmt: skip
def test_currencies(text: str, found: str) -> None:
    assert currencies(text) == set(found.split())


@pytest.mark.parametrize(
    ("line", "unit", "currency"),
    [
        ("单位：万元", "万", ""), ("制表人：王芳  单位：千元", "千", ""), ("（金额单位：万元）", "万", ""),
        ("(in thousands)", "千", ""),
        ("Currency: USD", "", "USD"), ("All amounts in EUR", "", "EUR"), ("币种：美元", "", "USD"),
        ("单位：杭州云帆", "", ""),
    ],
)  # fmt: skip
def test_what_stands_above_a_table(line: str, unit: str, currency: str) -> None:
    named = above(["销售台账", line])
    assert (named.unit, " ".join(named.currencies), named.unknown) == (unit, currency, "")


def test_cells_of_a_column_beside() -> None:
    assert in_cell("台") is None
    assert in_cell("千元") == Named("千")
    assert in_cell("usd") == Named("", frozenset({"USD"}))
