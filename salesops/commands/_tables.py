"""Tables as data: columns, rows, and the text of their cells; and as Markdown.

What a field of a row holds is read off its annotation: `Money` is minor units, `Rate` a fraction.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from salesops.core.i18n import _
from salesops.core.values.money import format_money
from salesops.core.values.text import printable

Value = Callable[[Any], object]


class Column(NamedTuple):
    """One column of a table: the attribute of the row (or a function of the row) and its heading.

    `flexible` text may wrap when the terminal is narrow; all else is kept whole. What is `wide` is shown
    only where there is room for the whole table.
    """

    heading: str
    value: str | Value
    flexible: bool = False
    style: str = ""
    wide: bool = False


class Table(NamedTuple):
    """Rows of one kind under a title and a text. `empty` is said when there are none, `note` below them."""

    columns: Sequence[Column]
    rows: Sequence[object]
    title: str = ""
    text: str = ""
    empty: str = ""
    note: str = ""


def cell(value: object, annotation: str = "") -> str:
    """`value` as a person reads it in a table."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int) and "Money" in annotation:
        return format_money(value)
    if isinstance(value, float):
        return f"{value:.1%}" if "Rate" in annotation else f"{value:,.1f}"
    if isinstance(value, list | tuple):
        return ", ".join(cell(each, annotation) for each in value)
    return printable(str(value))


def filled(table: Table) -> tuple[list[Column], list[list[str]]]:
    """The columns that hold anything, and the text of their cells row by row."""
    columns = [(column, _column_texts(table, column)) for column in table.columns]
    columns = [(column, texts) for column, texts in columns if any(texts)]
    rows = [list(row) for row in zip(*(texts for _column, texts in columns), strict=True)]
    return [column for column, _texts in columns], rows


def _column_texts(table: Table, column: Column) -> list[str]:
    kind = annotation(table, column)
    texts = [cell(_value(row, column), kind) for row in table.rows]
    if "Money" in kind and any("." in text for text in texts):  # one with cents: all with cents, aligned
        return [text if "." in text or not text else f"{text}.00" for text in texts]
    return texts


def annotation(table: Table, column: Column) -> str:
    """How the field behind a column is annotated in its record; empty for what a function gives."""
    if callable(column.value) or not table.rows:
        return ""
    return fields_of(table.rows[0]).get(column.value, "")


def fields_of(record: object) -> Mapping[str, str]:
    """The fields of a record or of its class with their annotations as written; empty for what is no record."""
    return _fields_of(record if isinstance(record, type) else type(record))


@cache
def _fields_of(kind: Any) -> Mapping[str, str]:  # noqa: ANN401 - a dataclass, a named tuple, or neither
    if hasattr(kind, "__dataclass_fields__"):
        return {name: str(field.type) for name, field in kind.__dataclass_fields__.items()}
    written = kind.__annotations__ if hasattr(kind, "_fields") else {}
    return {name: forward.__forward_arg__ for name, forward in written.items()}


def is_number(table: Table, column: Column) -> bool:
    """Whether the column holds numbers, which stand at the right."""
    kind = annotation(table, column)
    return any(word in kind for word in ("Money", "Rate", "int", "float"))


def markdown(tables: Sequence[Table]) -> str:
    """The tables as Markdown: the first title is that of the document."""
    return "\n".join(_markdown(table, "##" if place else "#") for place, table in enumerate(tables))


def _markdown(table: Table, level: str) -> str:
    parts = [f"{level} {_escaped(table.title)}"] if table.title else []
    if table.text:
        parts.append(_escaped(table.text))
    if table.rows:
        parts.append(_markdown_rows(table))
    elif table.empty:
        parts.append(_escaped(table.empty))
    if table.note:
        parts.append(_escaped(table.note))
    return "".join(f"{part}\n\n" for part in parts).removesuffix("\n")


def _markdown_rows(table: Table) -> str:
    columns, rows = filled(table)
    rule = ["---:" if is_number(table, column) else "---" for column in columns]
    lines = [[_escaped(column.heading) for column in columns], rule]
    lines += [[_escaped(text) for text in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    for mark in ("\\", "|", "`", "*", "_", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text


def _value(row: object, column: Column) -> object:
    return column.value(row) if callable(column.value) else getattr(row, column.value)
