"""The commands that put follow-ups right: `salesops followup edit`, `move` and `delete`."""

from __future__ import annotations

from datetime import date
from inspect import Parameter
from typing import Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._options import (
    day_option,
    moment_option,
    record_argument,
    record_option,
    text_option,
)
from salesops.commands._results import Done
from salesops.commands._touch_options import (
    AttitudeOption,
    ContactOption,
    FeedbackOption,
    MethodOption,
    OpportunityOption,
    StepArgument,
)
from salesops.core.i18n import _
from salesops.core.values.dates import Toward, When

FollowupArgument = Annotated[int, record_argument("followup", _("Its id."))]


app = App("followup", help="")  # these join the other commands in `followup.py`


@app.writes(example='salesops followup edit 1 --summary "预算已批"')
def edit(
    context: Context,
    followup: StepArgument,
    method: MethodOption = None,
    objective: Annotated[str | None, text_option("--objective", _("What for."))] = None,
    summary: Annotated[str | None, text_option("--summary", _("What was said."))] = None,
    feedback: FeedbackOption = None,
    attitude: AttitudeOption = None,
    *,
    when: Annotated[date | None, day_option("--date", _("The day it happened."), Toward.PAST)],
    on: Annotated[When | None, moment_option("--on", _("The day it is planned for, perhaps with a time."))],
    customer: Annotated[int | None, record_option("customer", "--customer", _("With whom it was."))],
    contact: ContactOption = None,
    opportunity: OpportunityOption = None,
    plan: Annotated[
        str | None, typer.Option(help=_("The planned step that this was, by its id."), show_default=False)
    ] = None,
) -> Done:
    """Correct what was recorded or planned. An empty value ("") empties a field."""
    from salesops.commands._fields import nothing_given
    from salesops.commands.views import corrected_touches, touches
    from salesops.core.followups import corrections, reads

    number = touches.step_of(context, followup)
    was_with = reads.customer_of(context.db, number)
    step = context.find_or_none("followup", plan)
    told = {
        "method": method,
        "objective": objective,
        "summary": summary,
        "feedback": feedback,
        "attitude": attitude,
    }
    facts = corrected_touches.facts(context, told, occurred_on=when, planned_for=on)
    facts |= corrected_touches.people(context, number, customer, contact, opportunity)
    if not facts and step is None:
        raise nothing_given()
    with context.write() as db:
        if facts:
            done = corrections.edit(db, number, facts, today=context.today, customer_id=was_with)
        if step is not None:
            done = corrections.fulfil(db, number, step, today=context.today)
    return corrected_touches.touch(done)


@app.writes(example="salesops followup move 云帆科技 --on 下周一")
def move(
    context: Context,
    step: StepArgument,
    *,
    on: Annotated[
        When,
        moment_option("--on", _("The day that was agreed, perhaps with a time."), default=Parameter.empty),
    ],
    reason: Annotated[str | None, text_option("--reason", _("Why it moves."))] = None,
) -> Done:
    """Put a planned step off to another day, or bring it forward."""
    from salesops.commands.views import corrected_touches, touches
    from salesops.core.followups import corrections, reads

    step_id = touches.step_of(context, step)
    was_with = reads.customer_of(context.db, step_id)
    with context.write() as db:
        done = corrections.move(
            db, step_id, touches.planned_for(on), reason=reason, today=context.today, customer_id=was_with
        )
    return corrected_touches.touch(done)


@app.writes(example="salesops followup delete 1")
def delete(context: Context, followup: FollowupArgument) -> Done:
    """Remove what was entered by mistake. A step that it had fulfilled is planned again."""
    from salesops.commands.views import corrected_touches
    from salesops.core.followups import corrections

    with context.write() as db:
        gone = corrections.delete(db, followup, today=context.today)
    return corrected_touches.deleted(gone)
