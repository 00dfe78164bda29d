"""Customers of a file that may be there already, or stand in it twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import Any, NamedTuple

from salesops.core.customers.duplicates.pairs import Known, pairs
from salesops.core.customers.duplicates.reads import known
from salesops.core.customers.duplicates.rules import credit_key, told_apart
from salesops.core.errors import BadValue
from salesops.core.i18n import _
from salesops.core.importing.rows import Values
from salesops.core.importing.spec import AddedRow, SimilarRow
from salesops.core.values.names import spelling_key
from salesops.core.values.text import shown

_MOST_COMPARED = 20_000  # rows: with more the time for near names is no longer that of an import


class _Taken(NamedTuple):
    """Who has a credit code or a name: a stored customer, or a row before."""

    name: str
    credit_code: str | None
    id: int
    row: int | None = None

    def __str__(self) -> str:
        where = _("row {row}").format(row=self.row) if self.row else _("id {id}").format(id=self.id)
        return f"{shown(self.name)} ({where})"


class SimilarCustomers:
    """The customers in the database and in the rows before, by what two must not share unless it is forced."""

    def __init__(self, db: Connection) -> None:
        self._known = known(db)
        self._credit_codes: dict[str, list[_Taken]] = defaultdict(list)
        self._names: dict[str, list[_Taken]] = defaultdict(list)
        self._other_names: dict[str, list[_Taken]] = defaultdict(list)
        for customer in self._known:
            self._take(_Taken(customer.name, customer.credit_code, customer.id), customer.other_names)

    def refuse(self, row: int, values: Values, record: Mapping[str, Any] | None) -> None:
        """Raise BadValue for a row whose credit code is another customer's, or whose name is the short name of another.

        Of a `record` that is to be changed only what changes counts.
        """
        new = {name: value for name, value in values.items() if record is None or record[name] != value}
        whole = {**dict(record or {}), **values}
        own = whole.get("credit_code")
        for taken in self._credit_codes.get(credit_key(new.get("credit_code")), ()):
            if taken.id != whole["id"]:
                raise _refused(_("The credit code {value} is that of {other}."), own, taken)
        for value, others in (
            (new.get("name"), self._other_names),
            (new.get("short_name"), self._names),
        ):
            for taken in others.get(spelling_key(value), ()) if value else ():
                if taken.id != whole["id"] and not told_apart(own, taken.credit_code):
                    raise _refused(_("{value} is a name of {other}, too."), value, taken)
        short = [whole["short_name"]] if whole.get("short_name") else []
        self._take(_Taken(whole["name"], own, whole["id"], row), short)

    def similar(self, added: Sequence[AddedRow]) -> list[SimilarRow]:
        """The rows whose customers, though taken, are like others by name, phone or e-mail; the most certain first.

        None of a file with more than 20,000 new ones, which a sweep over all customers compares.
        """
        if len(added) > _MOST_COMPARED:
            return []
        rows = {row.values["id"]: row for row in added}
        new = [_as_known(row) for row in sorted(added, key=lambda row: row.values["id"])]
        return [
            _similar(rows[mine.id].number, mine.name, reason, evidence, theirs, rows)
            for pair in pairs([*self._known, *new], of=rows)
            for mine, theirs in [(pair.other, pair.one) if pair.other.id in rows else (pair.one, pair.other)]
            for reason, evidence in [next(iter(pair.reasons.items()))]
        ]

    def _take(self, taken: _Taken, other_names: Sequence[str]) -> None:
        if taken.credit_code:
            self._credit_codes[credit_key(taken.credit_code)].append(taken)
        self._names[spelling_key(taken.name)].append(taken)
        for name in other_names:
            self._other_names[spelling_key(name)].append(taken)


def _refused(sentence: str, value: str | None, taken: _Taken) -> BadValue:
    return BadValue(
        sentence.format(value=shown(value or ""), other=taken), _("--force takes it as another customer.")
    )


def _as_known(row: AddedRow) -> Known:
    values = row.values
    short_names = [values["short_name"]] if values.get("short_name") else []
    phones, emails = (tuple(_told(row, name)) for name in ("phone", "email"))
    return Known(
        values["id"], values["name"], values["name_key"], short_names, values.get("credit_code"), phones, emails
    )  # fmt: skip


def _told(row: AddedRow, name: str) -> Iterator[str]:
    for nested in row.nested:
        if nested.kind.record == "contact" and nested.values.get(name):
            yield nested.values[name]


def _similar(
    number: int, name: str, reason: str, evidence: str, other: Known, rows: Mapping[int, AddedRow]
) -> SimilarRow:
    in_file = rows.get(other.id)
    row, record_id = (in_file.number, None) if in_file else (None, other.id)
    return SimilarRow(number, name, reason, evidence, other.name, row, record_id)
