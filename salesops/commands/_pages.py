"""What people see, as data: a page of title, lead and blocks, whose cells keep their unit until they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from salesops.core.i18n import _
from salesops.core.values.money import format_money, rounded
from salesops.core.values.text import printable
from salesops.core.values.units import FieldType, Unit, field_types

Value = Callable[[Any], object]
_COMPUTED = FieldType(object)  # what a function of the row gives


class Column(NamedTuple):
    """One column of a table: the attribute of the row (or a function of the row) and its heading.

    `flexible` text may wrap when the terminal is narrow, and goes below its row when it is narrower still. What is
    `cut` is one line at any width, and loses its end where it must. Both keep `narrowest` cells at least; all else is
    kept whole. What is `wide` is shown only where there is room for the whole table. `style` may depend on the row.
    """

    heading: str
    value: str | Value
    flexible: bool = False
    style: str | Callable[[Any], str] = ""
    wide: bool = False
    cut: bool = False
    narrowest: int = 16


class Table(NamedTuple):
    """Rows of one kind under a title and a text. `empty` is shown when there are none, `note` (lines) below them.

    What goes below its row stands `indent` cells from the margin. The cells of a `running` one do not stand side by
    side: they follow each other with the names of their columns.
    """

    columns: Sequence[Column]
    rows: Sequence[object]
    title: str = ""
    text: str = ""
    empty: str = ""
    note: str | Sequence[str] = ""
    indent: int = 2
    running: bool = False


class Fact(NamedTuple):
    """One line of a record as it is shown."""

    heading: str
    value: object


class Facts(NamedTuple):
    """What is known of one record, a line for each that is filled, or one after another as running text."""

    facts: Sequence[Fact]
    title: str = ""
    running: bool = False


Block = Table | Facts


class Page(NamedTuple):
    """What a command shows: a title, the lead below it, and blocks; in a pipe `in_pipe` cells wide, 0: as needed."""

    blocks: Sequence[Block] = ()
    title: str = ""
    lead: str | Sequence[str] = ""
    in_pipe: int = 0


def tables(page: Page) -> list[Table]:
    """The blocks of a page as tables."""
    return [_facts_table(block) if isinstance(block, Facts) else block for block in page.blocks]


def _facts_table(facts: Facts) -> Table:
    filled = [fact for fact in facts.facts if fact.value not in (None, "")]
    if facts.running:
        running = [Column(fact.heading, partial(_of_fact, fact), flexible=True) for fact in filled]
        return Table(running, [facts], title=facts.title, running=True)
    columns = [Column("", "heading", style="dim"), Column("", "value", flexible=True)]
    return Table(columns, filled, title=facts.title)


def _of_fact(fact: Fact, _row: object) -> object:
    return fact.value


def lines(text: str | Sequence[str]) -> list[str]:
    """A text of one or several lines, the empty ones left out, safe to be shown."""
    return [printable(line) for line in ([text] if isinstance(text, str) else text) if line]


def cell(value: object, unit: Unit | None = None) -> str:
    """`value` as a person reads it in a table."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and unit in (Unit.MONEY, Unit.FINE_MONEY):
        return format_money(value if unit is Unit.MONEY else rounded(value))
    if isinstance(value, float):
        return f"{value:.1%}" if unit is Unit.RATE else f"{value:,.1f}"
    if isinstance(value, list | tuple):
        return _(", ").join(cell(item, unit) for item in value)
    return printable(str(value))


def filled(table: Table) -> tuple[list[Column], list[list[str]]]:
    """The columns that hold anything, and the text of their cells row by row."""
    columns = [(column, _column_texts(table, column)) for column in table.columns]
    columns = [(column, texts) for column, texts in columns if any(texts)]
    rows = [list(row) for row in zip(*(texts for _column, texts in columns), strict=True)]
    return [column for column, _texts in columns], rows


def _column_texts(table: Table, column: Column) -> list[str]:
    unit = type_of(table, column).unit
    texts = [cell(value_of(row, column), unit) for row in table.rows]
    if unit in (Unit.MONEY, Unit.FINE_MONEY) and any(
        "." in text for text in texts
    ):  # one with cents: all with cents, aligned
        return [text if "." in text or not text else f"{text}.00" for text in texts]
    return texts


def is_number(table: Table, column: Column) -> bool:
    """Whether the column holds numbers, which stand at the right."""
    kind = type_of(table, column)
    return kind.unit in (Unit.MONEY, Unit.FINE_MONEY, Unit.RATE) or kind.type in (int, float)


def type_of(table: Table, column: Column) -> FieldType:
    """What the field behind a column holds, as its record declares it."""
    if callable(column.value) or not table.rows:
        return _COMPUTED
    return field_types(type(table.rows[0])).get(column.value, _COMPUTED)


def value_of(row: object, column: Column) -> object:
    """What stands in the cell of a column, before it becomes text."""
    return column.value(row) if callable(column.value) else getattr(row, column.value)
