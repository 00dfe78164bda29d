"""The JSON document of each command: its keys and their types, read off the annotations of what the command returns.

The commands run on the sample team only to find out of which classes their records are.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import chdir
from datetime import date, datetime
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from unittest.mock import patch

from salesops.commands._results import ChangedField, Done, Listing, Result
from salesops.core.policy.document import built_in_text
from salesops.core.values.units import Unit, field_types

TODAY = "2026-11-20"
_NAMES: Mapping[type, str] = {
    NoneType: "null",
    bool: "true or false",
    int: "number",
    float: "number",
    str: "text",
    date: "date",
    datetime: "moment",
}
_UNITS = {Unit.MONEY: "money", Unit.FINE_MONEY: "money", Unit.RATE: "rate", Unit.DAY: "date"}
_LISTS = (list, tuple, Sequence)
_ROWS = {
    "rep": "name\n陈晨\n",
    "customer": "name\n上海远航科技有限公司\n",
    "opportunity": "customer,product\n云帆科技,CRM\n",
    "contract": "customer,amount,signed on\n云帆科技,1200,2026-11-02\n",
    "followup": "customer,date,method,notes\n云帆科技,2026-11-02,phone,asked for a demo\n",
}


class Document(NamedTuple):
    """What a command prints under `schema`: each key (nested ones joined by a dot) with its type."""

    schema: str
    keys: dict[str, str]


def documents(examples: Iterable[tuple[tuple[str, ...], list[str]]]) -> Iterator[Document]:
    """The documents of the commands, given by their words and the arguments of an example that leaves no trace."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.dict(os.environ, _surroundings(folder)),
        chdir(folder),
    ):
        _returned(["init", "--demo"])
        for path, arguments in examples:
            named = [_file(folder, path[0], word) if "FILE" in word else word for word in arguments]
            yield _returned(named)


def _returned(arguments: Sequence[str]) -> Document:
    """The document of what the command returns instead of printing it. Raises ValueError when it fails."""
    from salesops.cli import run

    returned: list[tuple[Result, str]] = []

    def keep(_context: object, result: Result, _form: object, *, schema: str, writes: bool) -> None:
        returned.append((result, schema))

    with patch("salesops.commands._app.emit", keep):
        status = run(arguments)
    if status != 0:
        raise ValueError(f"salesops {' '.join(arguments)} ends with {status}.")
    result, schema = returned[0]
    return Document(f"salesops/{schema}/1", dict(keys_of(result)))


def _file(folder: str, noun: str, name: str) -> str:
    """A file of that `name` for commands that read one."""
    file = Path(folder, name)
    file.write_text(built_in_text() if file.suffix == ".toml" else _ROWS[noun], encoding="utf-8")
    return str(file)


def keys_of(result: Result) -> Iterator[tuple[str, str]]:
    """The keys of a result's document besides those that all documents have."""
    if not isinstance(result, Listing):
        yield from _fields(type(result.record), "", ())
        if isinstance(result, Done) and result.changes is not None:
            yield from _described("changes", list[ChangedField], ())
        return
    if isinstance(result.facts, Mapping):
        for name, fact in result.facts.items():
            yield from _stated(name, fact)
    else:
        yield from _fields(type(result.facts), "", ())
    yield "left_out", "number"
    yield from _described("items", list[result.row_type], ())  # type: ignore[name-defined]


def _stated(name: str, fact: object) -> Iterator[tuple[str, str]]:
    """A fact about a whole list: only its value says of what type it is."""
    if isinstance(fact, dict):
        yield name, "object"
        for key, value in fact.items():
            yield from _stated(f"{name}.{key}", value)
    else:
        yield from _described(name, type(fact), ())


def _fields(record_type: type, path: str, above: tuple[type, ...]) -> Iterator[tuple[str, str]]:
    hints = get_type_hints(record_type, include_extras=True)
    for name in field_types(record_type):
        yield from _described(f"{path}{name.rstrip('_')}", hints[name], (*above, record_type))


def _described(path: str, hint: Any, above: tuple[type, ...]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """The key at `path` and those below it; a record within one of its own kind is only named."""
    kinds = _alternatives(hint)
    mark = "?" if NoneType in kinds else ""
    kinds = [kind for kind in kinds if kind is not NoneType]
    item = _item(kinds[0])
    inner = item if item is not None else kinds[0]
    if not field_types(_plain(inner)):
        yield path, _names(kinds) + mark
        return
    place = f"{path}[]" if item is not None else path
    if inner in above:
        yield place, f"as the object that it stands in{mark}"
        return
    yield place, ("objects" if item is not None else "object") + mark
    yield from _fields(inner, f"{place}.", above)


def _alternatives(hint: Any) -> list[Any]:  # noqa: ANN401 - an annotation
    return list(get_args(hint)) if get_origin(hint) in (Union, UnionType) else [hint]


def _names(kinds: Iterable[Any]) -> str:
    return " or ".join(dict.fromkeys(map(_name, kinds)))


def _name(hint: Any) -> str:  # noqa: ANN401 - an annotation
    unit = next((part for part in getattr(hint, "__metadata__", ()) if isinstance(part, Unit)), None)
    if unit:
        return _UNITS[unit]
    item = _item(hint)
    if item is not None:
        return f"list of {_names(_alternatives(item))}"
    if _plain(hint) in (dict, Mapping):
        return f"object of {_names(_alternatives(get_args(hint)[1]))}"
    return _NAMES[_plain(hint)]


def _item(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    """The type of what a list holds; None of what is no list."""
    return get_args(hint)[0] if get_origin(hint) in _LISTS else None


def _plain(hint: Any) -> Any:  # noqa: ANN401 - an annotation
    origin = get_origin(hint) or hint
    return _plain(get_args(hint)[0]) if origin is Annotated else origin


def _surroundings(folder: str) -> dict[str, str]:
    return {
        "SALESOPS_DB": f"{folder}/salesops.db",
        "SALESOPS_CONFIG": f"{folder}/config.toml",
        "SALESOPS_TODAY": TODAY,
        "SALESOPS_LANG": "en",
    }
