"""Lets Babel find the docstrings of commands, which are their help, besides what is marked with `_`."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Collection, Iterator, Mapping
from typing import IO, Any

from babel.messages.extract import extract_python


def extract(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comments: Collection[str],
    options: Any,  # noqa: ANN401 - Babel's own
) -> Iterator[tuple[Any, ...]]:
    """What Babel's own extractor finds, and the docstrings of commands (`app.reads`, `app.writes`)."""
    yield from extract_python(file, keywords, comments, options)
    file.seek(0)
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.FunctionDef) and (text := _help(node)):
            yield node.lineno, None, text, []


def _help(node: ast.FunctionDef) -> str:
    """The docstring of a command, unwrapped as `App` unwraps it; empty for anything else."""
    if any(map(_is_command, node.decorator_list)):
        return " ".join(inspect.cleandoc(ast.get_docstring(node) or "").split())
    return ""


def _is_command(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in ("reads", "writes")
    )
