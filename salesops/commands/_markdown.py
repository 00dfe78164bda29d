"""Pages as Markdown, for documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesops.commands._pages import Page, Table, filled, is_number, lines, tables


def markdown(page: Page) -> str:
    """The page; its title is that of the document, those of its blocks stand below."""
    parts = list(_head(page.title, page.lead, "#"))
    for place, table in enumerate(tables(page)):
        parts += _table(table, "##" if place or page.title else "#")
    return "\n".join(f"{part}\n" for part in parts)


def _head(title: str, text: str | Sequence[str], level: str) -> Iterator[str]:
    if title:
        yield f"{level} {_joined(title)}"
    if text:
        yield _joined(text)


def _table(table: Table, level: str) -> Iterator[str]:
    yield from _head(table.title, table.text, level)
    if table.rows:
        yield _rows(table)
    elif table.empty:
        yield _joined(table.empty)
    if table.note:
        yield _joined(table.note)


def _rows(table: Table) -> str:
    columns, rows = filled(table)
    rule = ["---:" if is_number(table, column) else "---" for column in columns]
    grid = [[_escaped(column.heading) for column in columns], rule]
    grid += [[_escaped(text) for text in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in grid)


def _joined(text: str | Sequence[str]) -> str:
    return "\n".join(map(_escaped, lines(text)))


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    for mark in ("\\", "|", "`", "*", "_", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text
