"""The SQL that stands in the source: every text that is a statement or a part of one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CORE = Path(__file__).parent.parent.parent / "salesops" / "core"
_SQL = re.compile(
    r"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|FROM|JOIN|LEFT JOIN|WHERE|AND|ORDER BY|LIMIT|EXISTS|NOT EXISTS)\s"
    r"|.*[\w)] (=|<>|<|<=|>|>=|LIKE|IN|IS|BETWEEN) (:\w|\?|NULL|NOT NULL)",
    re.DOTALL,
)
_HOLE = re.compile(r"\{\w*\}")  # of a text that is filled in later


@dataclass(frozen=True)
class Text:
    """One text of SQL, where it stands, and what any statement made with it looks like."""

    place: str
    sql: str

    def is_in(self, statement: str) -> bool:
        """Whether the statement (with single spaces, see `plain`) may be made with this text."""
        parts = [re.escape(plain(part)) for part in _HOLE.split(self.sql)]
        return re.search(r"\s?.*?\s?".join(parts), statement, re.DOTALL) is not None


def plain(sql: str) -> str:
    """The SQL in one line."""
    return " ".join(sql.split())


def texts() -> Iterator[Text]:
    """All SQL of the product but PostgreSQL's half of the dialect."""
    for file in sorted({*CORE.rglob("*.py")} - {CORE / "db" / "dialect.py"}):
        for line, text in _strings(ast.parse(file.read_text(encoding="utf-8"))):
            if _SQL.match(text):
                yield Text(f"{file.relative_to(CORE)}:{line}", text)


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each text but docstrings, with its line; what an f-string puts in is a hole."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.JoinedStr):
            yield (
                node.lineno,
                "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in node.values),
            )
        else:
            yield from _strings(node)
