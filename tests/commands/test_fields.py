"""Each field of a record is declared once: what can be told of it is shown, stands in its JSON and is documented."""

from __future__ import annotations

from math import ceil
from pathlib import Path

import pytest

from salesops.core.customers.fields import FIELDS as CUSTOMER
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY
from salesops.core.team.fields import FIELDS as REP
from salesops.core.values.fields import Field, Kind
from tests.conftest import CommandLine

COMMANDS = Path(__file__).parent.parent.parent / "docs" / "commands.md"
KNOWN_AS = {("contract", "code"): "number"}
SHOWN = [(record, field) for record, fields in (
    ("customer", CUSTOMER), ("rep", REP), ("opportunity", OPPORTUNITY), ("contract", CONTRACT),
) for field in fields if not field.name.startswith("contact_")]  # fmt: skip
EDITED = [
    (record, field)
    for record, field in SHOWN
    if record in ("customer", "rep") and field.kind is not Kind.REFERENCE
]


def text_of(field: Field) -> str:
    """A value that the field takes."""
    match field.kind:
        case Kind.CODED:
            assert field.codes is not None
            return field.codes.codes[-1]
        case Kind.DATE:
            return "2026-03-04"
        case Kind.FLAG:
            return "yes"
        case Kind.INTEGER | Kind.NUMBER:
            return str(ceil(field.least or 1))
        case Kind.MONEY | Kind.BUDGET:
            return "12345"
    return f"told {field.name}"


def named(pair: tuple[str, Field]) -> str:
    return f"{pair[0]}-{pair[1].name}"


@pytest.mark.parametrize(("record", "field"), SHOWN, ids=map(named, SHOWN))
def test_each_field_stands_in_json_and_in_the_reference(demo: CommandLine, record: str, field: Field) -> None:
    keys = demo.ok(record, "show", "id:1", "--json").json.keys()
    name = KNOWN_AS.get((record, field.name), field.name)
    assert {f"{name}_min", f"{name}_max"} <= keys if field.kind is Kind.BUDGET else name in keys
    flag = "--" + field.name.removesuffix("_on").replace("_", "-")
    page = (
        COMMANDS.read_text(encoding="utf-8")
        .replace("--number", "--code")
        .replace("--close", "--expected-close")
    )
    section = page.partition(f"## salesops {record} add")[2].partition("\n## salesops ")[0]
    later = page.partition(f"## salesops {record} edit")[2].partition("\n## salesops ")[0]
    arguments = f"`{field.name.upper()}`"
    assert flag in section + later or arguments in section or field.name in ("closed_on", "lost_reason")


@pytest.mark.parametrize(("record", "field"), EDITED, ids=map(named, EDITED))
def test_each_field_is_stored_and_shown(demo: CommandLine, record: str, field: Field) -> None:
    flag = "--" + field.name.removesuffix("_on").replace("_", "-")
    demo.ok(record, "edit", "id:1", f"{flag}={text_of(field)}")
    document = demo.ok(record, "show", "id:1", "--json").json
    assert document.get(field.name, document.get(f"{field.name}_min")) not in (None, "")
    assert field.label in demo.ok(record, "show", "id:1", columns=200).out


def test_who_verified_a_customer_is_shown(demo: CommandLine) -> None:
    demo.ok("customer", "edit", "云帆科技", "--verified-by", "王芳", "--verified", "2026-11-01")
    assert "Verified by" in demo.ok("customer", "show", "云帆科技").out
    document = demo.ok("customer", "show", "云帆科技", "--json").json
    assert (document["verified_by"], document["verified_on"]) == ("王芳", "2026-11-01")
