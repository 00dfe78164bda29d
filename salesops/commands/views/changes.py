"""What was changed: each field with what it said before and says now, for scripts and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from salesops.commands._fields import in_words
from salesops.commands._formats import plain
from salesops.commands._results import ChangedField, Done
from salesops.core.db.fields import attributes
from salesops.core.i18n import _
from salesops.core.values.dates import format_date
from salesops.core.values.fields import Field, Kind
from salesops.core.values.units import field_types

_NOTHING = "–"


class Change(NamedTuple):
    """The same for people, in words; `name` tells the record from others that changed with it."""

    field: ChangedField
    name: str
    label: str
    was: str
    now: str


def changes(record: str, fields: Sequence[Field], before: Any, after: Any, *, name: str = "") -> list[Change]:  # noqa: ANN401 - any record with these fields
    """The `fields` in which two readings of one record differ; `name` tells it from others that changed with it."""
    return [
        Change(
            ChangedField(record, before.id, field.name, _value(field, before), _value(field, after)),
            name,
            _(field.label),
            _text(field, before),
            _text(field, after),
        )
        for field in fields
        if _value(field, before) != _value(field, after)
    ]


def before_after(label: str, before: str, after: str, *, name: str = "") -> str:
    """A change as people read it, such as `Phone: 138 → 139`; `name` tells whose it is where several changed."""
    sentence = _("{name}: {label}: {before} → {after}") if name else _("{label}: {before} → {after}")
    return sentence.format(name=name, label=label, before=before or _NOTHING, after=after or _NOTHING)


def corrected(
    saved: object,
    changed: Sequence[Change],
    head: str,
    *,
    more: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> Done:
    """What a correction did: the record that was `saved`, what was `changed` of it and with it, and what follows.

    Where nothing is different, only that is told.
    """
    if not changed:
        return Done(saved, [_("It says so already: nothing changed.")], notes, changes=[])
    sentences = [before_after(change.label, change.was, change.now, name=change.name) for change in changed]
    return Done(saved, [head, *sentences, *more], notes, changes=[change.field for change in changed])


def _value(field: Field, record: Any) -> Any:  # noqa: ANN401 - JSON
    types = field_types(type(record))
    values = [plain(getattr(record, name), types[name].unit) for name in attributes(field)]
    return values if len(values) > 1 else values[0]


def _text(field: Field, record: Any) -> str:  # noqa: ANN401 - any record with this field
    value, *_more = (getattr(record, name) for name in attributes(field))
    if field.kind is Kind.DATE and value is not None:
        return format_date(value if isinstance(value, date) else date.fromisoformat(value))
    if field.kind is Kind.PERCENT and value is not None:
        return f"{value:.0%}"
    return in_words(field, record)
