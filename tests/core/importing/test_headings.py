from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesops.core.customers.imports import IMPORT as CUSTOMER
from salesops.core.errors import BadData, BadValue
from salesops.core.files.sheets import Row
from salesops.core.importing.headings import Matched, match
from salesops.core.importing.layout import find_table
from salesops.core.importing.spec import Import
from salesops.core.importing.vocabulary import Vocabulary, field_named, simple
from salesops.core.pipeline.imports.contracts import IMPORT as CONTRACT
from salesops.core.pipeline.imports.opportunities import IMPORT as OPPORTUNITY
from salesops.core.team.imports import IMPORT as REP
from salesops.core.values.fields import Field, Kind

FIELDS = (
    Field("name", "Name", required=True, also=("company", "客户名称")),
    Field("code", "Code", also=("客户编号",)),
    Field("owner", "Owner", Kind.REFERENCE, refers_to="rep", also=("销售",), code_also=("rep id",)),
    Field("contact_name", "Contact", stand_in=("name",), also=("联系人",)),
)


def matched(headings: Sequence[str], told: Mapping[str, str | None] | None = None) -> Matched:
    return match(headings, FIELDS, told or {}, "f.csv")


def columns(
    headings: Sequence[str], told: Mapping[str, str | None] | None = None
) -> dict[str, tuple[int, ...]]:
    return {field.name: places for field, places in matched(headings, told).columns.items()}


def fields_of(spec: Import, headings: str) -> dict[str, list[str]]:
    names = headings.split(",")
    found = match(names, spec.fields, {}, "f.csv")
    return {field.name: [names[place] for place in places] for field, places in found.columns.items()}


@pytest.mark.parametrize(
    "heading",
    [
        "name",
        "NAME",
        " Name ",
        "Na_me",
        "name:",
        "*name",
        "＊客户名称",
        "客户名称（必填）",
        "客户 名称",
        "Company",
    ],
)
def test_a_heading_in_any_dress(heading: str) -> None:
    assert columns([heading]) == {"name": (0,)}


@given(
    st.sampled_from(["customer name", "signed on", "contact phone"]),
    st.sampled_from([" ", "_", "-", "", "."]),
    st.booleans(),
)
def test_case_and_separators_do_not_matter(heading: str, separator: str, camel: bool) -> None:
    written = separator.join(word.capitalize() if camel else word for word in heading.split())
    assert simple(written) == simple(heading)


def test_what_no_field_is_called_is_told() -> None:
    assert matched(["name", "Fax", "", "why rejected"]).unmatched == ("Fax",)


def test_a_required_field_without_a_column() -> None:
    with pytest.raises(BadData) as error:
        matched(["Kunde", "code"])
    assert "name (Name)" in error.value.message
    assert "Kunde, code" in error.value.message
    assert '--map "COLUMN=name"' in error.value.hint


def test_a_column_that_was_told_wins() -> None:
    assert columns(["Kunde", "name"], {"kunde": "name"}) == {"name": (0,)}
    assert columns(["name", "Owner"], {"Owner": None}) == {"name": (0,)}
    assert columns(["a=b"], {"A=B": "客户名称"}) == {"name": (0,)}


@pytest.mark.parametrize(
    ("told", "message"), [({"Kunde": "name"}, "no column “Kunde”"), ({"name": "nick"}, "no field “nick”")]
)
def test_what_was_told_must_be_there(told: dict[str, str | None], message: str) -> None:
    with pytest.raises(BadValue, match=message):
        matched(["name"], told)


def test_codes_are_read_before_names_and_neither_is_missed() -> None:
    found = matched(["name", "Sales", "销售", "RepID"])
    assert {f.name: p for f, p in found.columns.items()}["owner"] == (3, 2)
    assert found.unmatched == ("Sales",)


def test_of_company_and_name_the_name_is_the_contact() -> None:
    assert columns(["Name", "Company"]) == {"name": (1, 0), "contact_name": (0,)}
    assert columns(["Name"]) == {"name": (0,)}
    assert columns(["Name", "Company", "Contact"]) == {"name": (0,), "contact_name": (2,)}


def test_two_synonyms_are_not_chosen_between() -> None:
    with pytest.raises(BadData) as error:
        matched(["Company", "客户名称"])
    assert "Company, 客户名称 could all be name (Name)" in error.value.message
    assert '--map "Company=name"' in error.value.hint


def test_two_columns_of_one_name() -> None:
    with pytest.raises(BadData, match="two columns called"):
        matched(["Name", "code", "name"])


def test_two_columns_of_one_name_that_nobody_wants() -> None:
    assert matched(["Name", "Fax", "Fax"]).unmatched == ("Fax", "Fax")
    assert columns(["Name", "code", "Code"], {"code": None}) == {"name": (0,)}


def test_columns_that_differ_in_brackets_are_two() -> None:
    assert matched(["Name", "Phone (work)", "Phone (home)"]).unmatched == ("Phone (work)", "Phone (home)")


@pytest.mark.parametrize(
    ("rows", "at", "below"),
    [
        ([["name", "code"], ["A", "1"]], 1, 1),
        ([["客户信息管理表", ""], ["制表人：王芳", ""], ["客户名称", "客户编号"], ["A", "1"]], 3, 1),
        ([["name"], ["A"], ["B"]], 1, 2),
        ([["Kunde"], ["A"], ["B"]], 1, 2),
        ([["name", ""], ["A", "x"]], 1, 1),
    ],
)
def test_a_title_above_the_headings_is_passed_over(rows: list[list[str]], at: int, below: int) -> None:
    numbered = iter([Row(number, cells) for number, cells in enumerate(rows, start=1)])
    table = find_table(numbered, Vocabulary(FIELDS), "f.csv")
    assert table.headings.row == at
    assert len(list(table.rows())) == below


def test_an_empty_file() -> None:
    with pytest.raises(BadData, match="is empty"):
        find_table(iter([]), Vocabulary(FIELDS), "f.csv")


def test_field_named() -> None:
    assert field_named("CODE", FIELDS).name == "code"
    assert field_named("客户编号", FIELDS).name == "code"


def test_northwind() -> None:
    assert fields_of(REP, "EmployeeID,Name,Title,HireDate,ReportsTo") == {
        "code": ["EmployeeID"], "name": ["Name"], "hired_on": ["HireDate"], "manager": ["ReportsTo"],
    }  # fmt: skip
    assert fields_of(CUSTOMER, "CustomerID,CompanyName,ContactName,ContactTitle,Address,City,Region,Phone,Fax") == {
        "code": ["CustomerID"], "name": ["CompanyName"], "contact_name": ["ContactName"],
        "contact_title": ["ContactTitle"], "address": ["Address"], "region": ["Region"], "contact_phone": ["Phone"],
    }  # fmt: skip
    assert fields_of(CONTRACT, "OrderID,CustomerID,CompanyName,EmployeeID,Employee,OrderDate,ShippedDate,Amount") == {
        "code": ["OrderID"], "customer": ["CustomerID", "CompanyName"], "rep": ["EmployeeID", "Employee"],
        "signed_on": ["OrderDate"], "amount": ["Amount"],
    }  # fmt: skip


def test_chinook() -> None:
    found = fields_of(CUSTOMER, "CustomerId,Name,Company,Address,City,Phone,Email,SupportRepId")
    assert found["name"] == ["Company", "Name"]
    assert found["contact_name"] == ["Name"]
    assert found["owner"] == ["SupportRepId"]
    assert fields_of(CONTRACT, "InvoiceId,CustomerId,InvoiceDate,BillingCountry,Total") == {
        "code": ["InvoiceId"], "customer": ["CustomerId"], "signed_on": ["InvoiceDate"], "amount": ["Total"],
    }  # fmt: skip


def test_a_pipeline_of_another_system() -> None:
    headings = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value"
    assert list(fields_of(OPPORTUNITY, headings)) == [
        "customer", "code", "product", "amount", "owner", "opened_on", "stage", "closed_on",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spec", "headings", "left"),
    [
        (
            CUSTOMER,
            "客户编号,公司全称,所属行业,客户来源,联系人,职务,联系电话,客户经理,年度预算,首次接触日期",
            0,
        ),
        (
            CUSTOMER,
            "客户名称,客户类型,区域,地址,员工人数,主营业务,负责人,合作深度,需求匹配度,微信,决策角色",
            0,
        ),
        (CONTRACT, "合同编号,客户名称,签订日期,合同金额（元）,产品,负责人,付款方式,商机编号", 0),
        (CONTRACT, "订单编号,客户编号,客户名称,成交日期,成交金额,业务员,备注", 1),
        (OPPORTUNITY, "商机名称,客户名称,阶段,预计成交日期,预计金额,客户经理,竞争对手,丢单原因,赢单概率", 0),
        (REP, "工号,姓名,团队,区域,主管,入职日期,手机号,邮箱", 0),
    ],
)
def test_chinese_templates(spec: Import, headings: str, left: int) -> None:
    names = headings.split(",")
    assert len(match(names, spec.fields, {}, "f.csv").unmatched) == left


@pytest.mark.parametrize("spec", [REP, CUSTOMER, OPPORTUNITY, CONTRACT])
def test_no_heading_means_two_fields(spec: Import) -> None:
    for field in spec.fields:
        for word in (field.name, *field.also, *field.code_also):
            claiming = [
                each.name
                for each in spec.fields
                if simple(word) in {simple(other) for other in (each.name, *each.also, *each.code_also)}
            ]
            assert claiming == [field.name], word


@given(st.permutations(["客户名称", "客户编号", "联系人", "RepID", "销售", "Fax"]))
def test_the_order_of_columns_does_not_matter(headings: list[str]) -> None:
    found = {f.name: [headings[p] for p in places] for f, places in matched(headings).columns.items()}
    assert found == {
        "name": ["客户名称"],
        "code": ["客户编号"],
        "contact_name": ["联系人"],
        "owner": ["RepID", "销售"],
    }
