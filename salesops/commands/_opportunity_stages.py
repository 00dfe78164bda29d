"""The commands that put an opportunity into another stage: `salesops opportunity stage`, `win`, `lose` and `reopen`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._offers import coded
from salesops.commands._options import day_option, record_argument, text_option
from salesops.commands._phrases import next_contact
from salesops.commands._results import Done
from salesops.commands.views.pipeline import moved, signed
from salesops.core.i18n import _
from salesops.core.pipeline.stages.rules import STAGES
from salesops.core.values.dates import Toward
from salesops.core.values.money import parse_money

if TYPE_CHECKING:
    from salesops.core.pipeline.opportunities.writes import SavedOpportunity

OpportunityArgument = Annotated[
    int, record_argument("opportunity", _("The opportunity's name or a part of it, code or id."))
]
OnOption = Annotated[
    date | None, day_option("--on", _("The day it happened; today unless told."), Toward.PAST)
]
VoidContractOption = Annotated[
    bool | None,
    typer.Option(
        "--void-contract/--keep-contract",
        help=_("What becomes of the contract that was signed for it."),
        show_default=False,
    ),
]

app = App("opportunity", help="")  # these join the other commands in `opportunity.py`


@app.writes(example='salesops opportunity reopen "西溪餐饮 CRM" --stage 商务谈判')
def reopen(
    context: Context,
    opportunity: OpportunityArgument,
    stage: Annotated[
        str | None, typer.Option(help=_("The stage it is in now; the last one it had."), show_default=False)
    ] = None,
    void_contract: VoidContractOption = None,
    reason: Annotated[str | None, text_option("--reason", _("Why its contract is void."))] = None,
) -> Done:
    """Open a won or lost opportunity again. What was signed for it is void, or stands by itself: say which."""
    from salesops.commands.views import corrections
    from salesops.core.pipeline.contracts.reads import signed_for
    from salesops.core.pipeline.signing import corrections as writes

    to_stage = _open_stage(stage) if stage is not None else None
    void_because = corrections.fate(context, opportunity, void_contract, reason)
    by, signed = context.acting_rep(), [contract.id for contract in signed_for(context.db, opportunity)]
    with context.write() as db, corrections.watching(db, signed) as effects:
        done = writes.reopen(
            db, opportunity, to_stage, void_because=void_because, keep_contracts=void_contract is False,
            today=context.today, by=by,
        )  # fmt: skip
    return corrections.reopened(done, effects)


@app.writes(example='salesops opportunity stage "云帆科技 ERP" 商务谈判')
def stage(
    context: Context,
    opportunity: OpportunityArgument,
    stage: Annotated[str, typer.Argument(help=_(", ").join(map(STAGES.label, STAGES.codes))), coded(STAGES)],
    *,
    on: OnOption,
) -> Done:
    """Put an opportunity into another stage. Stages may be skipped and stepped back; a lost one is open again."""
    from salesops.core.pipeline.opportunities import writes

    to_stage = _open_stage(stage)
    day, by = on or context.today, context.acting_rep()
    with context.write() as db:
        deal = writes.move(db, opportunity, to_stage, on=day, today=context.today, by=by)
    return _moved(deal, day)


@app.writes(example='salesops opportunity win "云帆科技 ERP" --amount 48万')
def win(
    context: Context,
    opportunity: OpportunityArgument,
    amount: Annotated[
        str | None, typer.Option(help=_("What it was won at, if not as expected."), show_default=False)
    ] = None,
    *,
    on: OnOption,
    number: Annotated[
        str | None, text_option("--number", _("The number of the contract; one is given."))
    ] = None,
) -> Done:
    """Win an opportunity: its contract is signed with it."""
    from salesops.core.pipeline.signing import writes

    worth, day = parse_money(amount) if amount is not None else None, on or context.today
    by = context.acting_rep()
    with context.write() as db:
        contract = writes.win(
            db, opportunity, amount=worth, on=day, number=number, today=context.today, by=by
        )
    return Done(contract, signed(contract))


@app.writes(example='salesops opportunity lose "云帆科技 ERP" --reason 价格')
def lose(
    context: Context,
    opportunity: OpportunityArgument,
    reason: Annotated[
        str, text_option("--reason", _("Why it was lost, in a word or a sentence."), filled=True)
    ],
    *,
    on: OnOption,
) -> Done:
    """Close an opportunity as lost, with the reason."""
    from salesops.core.pipeline.opportunities import writes

    day, by = on or context.today, context.acting_rep()
    with context.write() as db:
        deal = writes.lose(db, opportunity, reason, on=day, today=context.today, by=by)
    return _moved(deal, day)


def _open_stage(text: str) -> str:
    """The code of an open stage. BadValue for won and lost."""
    from salesops.core.pipeline.stages.rules import check_open

    stage = STAGES.parse(text)
    check_open(stage)
    return stage


def _moved(deal: SavedOpportunity, day: date) -> Done:
    return Done(deal, [moved(deal, day), *next_contact(deal.next_due_on)])
