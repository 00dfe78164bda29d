"""Each field of a record is declared once, and is then stored, shown, in JSON, imported and documented."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pytest

from salesops.core.customers.fields import CONTACT_FIELDS, FIELDS, NEED_COLUMNS, PERSON_FIELDS
from salesops.core.customers.needs.fields import FIELDS as NEED_FIELDS
from salesops.core.pipeline.contracts.fields import FIELDS as CONTRACT_FIELDS
from salesops.core.pipeline.opportunities.fields import FIELDS as OPPORTUNITY_FIELDS
from salesops.core.team.fields import FIELDS as REP_FIELDS
from salesops.core.values.fields import Field, Kind, columns
from tests.conftest import CommandLine

DOCS = Path(__file__).parent.parent.parent / "docs"
RECORDS: Mapping[str, tuple[Field, ...]] = {
    "rep": REP_FIELDS,
    "customer": FIELDS,
    "contact": CONTACT_FIELDS,
    "opportunity": OPPORTUNITY_FIELDS,
    "contract": CONTRACT_FIELDS,
    "need": NEED_FIELDS,
}
# A contact and a need come in the row of their customer.
IMPORTED = [record for record in RECORDS if record not in ("contact", "need")]


@dataclass(frozen=True)
class Told:
    """What is told of a field, and what then stands in its columns, in JSON (one value a column) and on the page."""

    text: str
    stored: tuple[object, ...]
    json: tuple[object, ...]
    words: str


def one(text: str, stored: object = None, json: object = None, words: str | None = None) -> Told:
    stored = text if stored is None else stored
    return Told(text, (stored,), (stored if json is None else json,), text if words is None else words)


def refers(name: str, record_id: int) -> Told:
    """Another record of the sample team: its id is stored, its name is told and shown."""
    return Told(name, (record_id,), (name,), name)


# By kind; a text is told as it is.
TOLD: Mapping[Kind, Told] = {
    Kind.MONEY: one("12,345.60", 1_234_560, 12_345.6, "12,345.60"),
    Kind.FINE_MONEY: Told("12,345.60", (1_234_560, 0), (12_345.6,), "12,345.60"),
    Kind.BUDGET: Told("5-10万", (5_000_000, 10_000_000), (50_000, 100_000), "50,000 – 100,000"),
    Kind.DATE: one("2026-10-12"),
    Kind.INTEGER: one("4", 4),
    Kind.NUMBER: one("1.2", 1.2),
    Kind.PERCENT: one("65%", 65, 0.65),
    Kind.FLAG: one("yes", 1, True),
}
# What goes with the rest: ids are those of the sample team, and the day of a contract ends what it begins.
OWN: Mapping[tuple[str, str], Told] = {
    ("rep", "manager"): refers("王芳", 2),
    ("rep", "left_on"): one("2026-12-31"),
    ("customer", "type"): one("lost"),
    ("customer", "credit_code"): one("9144030071526726XG"),
    ("customer", "owner"): refers("王芳", 2),
    ("customer", "verified_by"): refers("王芳", 2),
    ("customer", "collected_by"): refers("王芳", 2),
    ("customer", "referrer"): refers("杭州云帆科技有限公司", 19),
    ("customer", "referrer_contact"): refers("李雷", 28),
    ("contact", "successor"): refers("李雷", 28),
    ("opportunity", "customer"): refers("杭州云帆科技有限公司", 19),
    ("opportunity", "owner"): refers("王芳", 2),
    ("opportunity", "stage"): one("lost", words="closed lost"),
    ("opportunity", "closed_on"): one("2026-11-02"),
    ("opportunity", "expected_close_on"): one("2026-12-20"),
    ("opportunity", "probability"): Told(
        "65%", (65,), (0,), "0%"
    ),  # its own one is kept, but a lost deal has none
    ("contract", "customer"): refers("杭州云帆科技有限公司", 19),
    ("contract", "opportunity"): refers("云帆科技 ERP", 27),
    ("contract", "rep"): refers("王芳", 2),
    ("need", "wanted_by"): one("2027-01-15"),
    ("need", "opportunity"): refers("云帆科技 ERP", 27),
    ("contract", "signed_on"): one("2026-11-16"),
    ("contract", "end_on"): one("2027-10-11"),
}
# How a field is told on the command line, where that is not the option of its name.
OPTIONS = {
    ("opportunity", "expected_close_on"): "--close",
    ("opportunity", "closed_on"): "",  # `lose` tells these two
    ("opportunity", "lost_reason"): "",
    ("contract", "code"): "--number",
}
ARGUMENTS = {"rep": ["name"], "customer": ["name"], "contact": ["name"], "opportunity": ["customer"],
             "contract": ["customer"], "need": ["text"]}  # fmt: skip
ADDED = {("opportunity", "stage"): "negotiation"}  # and lost later
IN_JSON = {("contract", "code"): "number"}


def told(record: str, field: Field) -> Told:
    own = OWN.get((record, field.name)) or TOLD.get(field.kind)
    if own is None and field.codes is not None:
        code = field.codes.codes[-1]
        return one(code, words=field.codes.label(code))
    return own or one(f"told {field.name}")


def option(record: str, field: Field) -> str:
    """The option of `add` that tells a field; its name in capitals where it is an argument, nothing if it has none."""
    if field.name in ARGUMENTS[record]:
        return field.name.upper()
    plain = "--" + field.name.removesuffix("_on").replace("_", "-")
    return OPTIONS.get((record, field.name), plain)


def words(record: str, field: Field) -> list[str]:
    """How `add` is told of a field."""
    name = option(record, field)
    if not name.startswith("--"):
        return [told(record, field).text] if name else []
    if field.kind is Kind.FLAG and record in ("opportunity", "contract"):
        return [name]
    return [name, ADDED.get((record, field.name), told(record, field).text)]


def added(run: CommandLine, record: str) -> str:
    """A new record of which everything is told, as `id:7`."""
    at = ["云帆科技"] if record in ("contact", "need") else []
    force = ["--force"] if record == "customer" else []
    fields = [word for field in RECORDS[record] for word in words(record, field)]
    name = f"id:{run.ok(record, 'add', *at, *fields, *force, '--json').json['id']}"
    if record == "opportunity":
        run.ok(record, "lose", name, "--reason", "told lost_reason", "--on", "2026-11-02")
    return name


def stored(run: CommandLine, record: str, field: Field, record_id: str) -> tuple[object, ...]:
    query = f"SELECT {', '.join(columns(field))} FROM {record} WHERE id = ?"
    return run.sql(query, int(record_id.removeprefix("id:")))[0]


def in_json(record: str, field: Field) -> list[str]:
    name = IN_JSON.get((record, field.name), field.name)
    return [f"{name}_min", f"{name}_max"] if field.kind is Kind.BUDGET else [name]


def wrong(
    record: str, found: Callable[[Field], object], wanted: Callable[[Told], object]
) -> dict[str, tuple[object, object]]:
    """The fields that are not as they should be: by name what is there, and what should be."""
    pairs = {field.name: (found(field), wanted(told(record, field))) for field in RECORDS[record]}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_stored_by_its_command(demo: CommandLine, record: str) -> None:
    name = added(demo, record)
    assert wrong(record, lambda field: stored(demo, record, field, name), lambda told: told.stored) == {}


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_shown(demo: CommandLine, record: str) -> None:
    page = demo.ok(record, "show", added(demo, record), columns=200).out.splitlines()

    def shown(field: Field) -> str:
        label, words = re.escape(field.label), told(record, field).words
        found = re.search(rf"^{label}  +(.*)$", "\n".join(page), re.M)
        found = found or re.search(rf"(?:^  | · ){label}: (.*?)(?: · |$)", "\n".join(page), re.M)
        if found:
            return found[1].strip()
        head = "\n".join(takewhile(bool, page))  # it says without names what it is
        return words if words in head else head

    assert wrong(record, shown, lambda told: told.words) == {}


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_stands_in_json(demo: CommandLine, record: str) -> None:
    document = demo.ok(record, "show", added(demo, record), "--json").json

    def values(field: Field) -> tuple[object, ...]:
        return tuple(document[name] for name in in_json(record, field))

    assert wrong(record, values, lambda told: told.json) == {}


@pytest.mark.parametrize("record", IMPORTED)
def test_every_field_is_imported_by_its_label(demo: CommandLine, tmp_path: Path, record: str) -> None:
    row = {field.label: told(record, field).text for field in RECORDS[record]}
    name = imported(demo, tmp_path, record, row)
    assert wrong(record, lambda field: stored(demo, record, field, name), lambda told: told.stored) == {}


def test_every_field_of_a_person_is_imported_with_the_customer(demo: CommandLine, tmp_path: Path) -> None:
    fields = {field.name.removeprefix("contact_"): field for field in PERSON_FIELDS}
    row = {field.label: told("contact", own(name)).text for name, field in fields.items()}
    imported(demo, tmp_path, "customer", {"Name": "上海远航科技有限公司", **row})
    person = demo.sql(f"SELECT {', '.join(fields)} FROM contact ORDER BY id DESC LIMIT 1")[0]
    assert person == tuple(told("contact", own(name)).stored[0] for name in fields)


def test_every_field_of_a_need_is_imported_with_the_customer(demo: CommandLine, tmp_path: Path) -> None:
    fields = {field.name: field for field in NEED_FIELDS}
    told_of = {column.name.removeprefix("need_"): column for column in NEED_COLUMNS}
    row = {column.label: told("need", fields[name]).text for name, column in told_of.items()}
    imported(demo, tmp_path, "customer", {"Name": "上海远航科技有限公司", **row})
    need = demo.sql(f"SELECT {', '.join(told_of)} FROM need ORDER BY id DESC LIMIT 1")[0]
    assert need == tuple(told("need", fields[name]).stored[0] for name in told_of)


def own(name: str) -> Field:
    return next(field for field in CONTACT_FIELDS if field.name == name)


def imported(run: CommandLine, folder: Path, record: str, row: Mapping[str, str]) -> str:
    """The record that a file of one row makes, as `id:7`."""
    file = folder / f"{record}.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([row.keys(), row.values()])
    assert run.ok(record, "import", file, "--json").json["added"] == 1
    return f"id:{run.sql(f'SELECT max(id) FROM {record}')[0][0]}"


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_is_documented(record: str) -> None:
    """With its option or argument in the commands, and in JSON with what may be null."""
    page = section(DOCS / "commands.md", f"salesops {record} add")
    options = re.findall(r"`(--[\w-]+|[A-Z_]+)`", page)
    names = {field.name: option(record, field) for field in RECORDS[record]}
    assert {name: option for name, option in names.items() if option and option not in options} == {}
    keys = section(DOCS / "json.md", f"salesops/{record}.show/1")
    names = [name for field in RECORDS[record] for name in in_json(record, field)]
    assert [name for name in names if f"- `{name}`: " not in keys] == []


def section(page: Path, title: str) -> str:
    return page.read_text(encoding="utf-8").partition(f"## {title}\n")[2].partition("\n## ")[0]
