"""What is told of a rep who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from salesops.commands._results import Done
from salesops.commands.views.dependents import counted
from salesops.core.i18n import _
from salesops.core.values.dates import format_date

if TYPE_CHECKING:
    from salesops.core.customers.dependents import Dependents
    from salesops.core.pipeline.handover.writes import Left
    from salesops.core.targets.employment import OutsideEmployment


def left(done: Left) -> Done:
    """That a rep has left, and who has what they held."""
    day = format_date(date.fromisoformat(done.left_on))
    lines = [_("{name} leaves on {day} (id {id}).").format(name=done.name, day=day, id=done.id)]
    if done.to is None:
        return Done(done, lines, left_behind(done.name, done.held))
    what = counted(done.held)
    sentence = _("{to} has what was theirs: {what}.") if what else _("There was nothing to hand over.")
    return Done(done, [*lines, sentence.format(to=done.to, what=what)])


def employed(outside: Iterable[OutsideEmployment]) -> list[str]:
    """Which targets bind somebody who is not there yet, or no longer."""
    sentences = []
    for name, hired_on, left_on, before, after in outside:
        for sentence, day, periods in (
            (_("{name} was hired on {day}; a target lies before that: {periods}."), hired_on, before),
            (_("{name} left on {day}; a target lies after that: {periods}."), left_on, after),
        ):
            if day and periods:
                day_in_words = format_date(date.fromisoformat(day))
                sentences.append(sentence.format(name=name, day=day_in_words, periods=_(", ").join(periods)))
    return sentences


def left_behind(name: str, held: Dependents) -> list[str]:
    """What a rep who leaves still holds, and how to hand it over."""
    what = counted(held)
    if not what:
        return []
    return [
        _("{name} still holds: {what}.").format(name=name, what=what),
        _("`{all_of_it}` hands all of it over, `{one}` one by one.").format(
            all_of_it=f"salesops rep leave {name} --to …", one="salesops customer edit … --owner …"
        ),
    ]
