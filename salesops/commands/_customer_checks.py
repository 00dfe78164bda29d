"""The commands that check records: `salesops customer verify` and `confirm`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._options import AllOption, records_argument
from salesops.commands._results import Done
from salesops.core.i18n import _, ngettext

if TYPE_CHECKING:
    from salesops.core.customers.checks import CheckedCustomer, WaitingCustomer

_SHOWN = 50

CustomersArgument = Annotated[
    list[int],
    records_argument("customer", _("Names or parts of them, codes or ids; without any, who waits.")),
]

app = App("customer", help="")  # these join the other commands in `customer.py`


@app.writes(example="salesops customer verify 光谷激光")
def verify(context: Context, customers: CustomersArgument, everyone: AllOption = False) -> Done:
    """Verify new records, of one customer or several; without names, list those that nobody has verified yet."""
    from salesops.core.customers import checks

    by, rep_id = context.acting_rep(), context.rep_shown(everyone)
    if not customers:
        return _queue(checks.unverified(context.db, rep_id=rep_id), _("All records are verified."))
    with context.write() as db:
        done = checks.verify(db, customers, today=context.today, by=by)
        waiting = checks.unverified(db, rep_id=rep_id)
    nobody = [] if by else [_("Nobody is named as the one who verified: say who you are with --rep.")]
    return Done(checks.Checks(done, waiting), list(_told(done, _("Verified on"), len(waiting))), nobody)


@app.writes(example="salesops customer confirm 云帆科技 明辉制造")
def confirm(context: Context, customers: CustomersArgument, everyone: AllOption = False) -> Done:
    """Confirm that the facts of customers still hold; without names, list those not confirmed for a quarter."""
    from salesops.core.customers import checks

    rep_id = context.rep_shown(everyone)
    if not customers:
        waiting = checks.unconfirmed(context.db, today=context.today, rep_id=rep_id)
        return _queue(waiting, _("All facts were confirmed within a quarter."))
    with context.write() as db:
        done = checks.confirm(db, customers, today=context.today)
        waiting = checks.unconfirmed(db, today=context.today, rep_id=rep_id)
    return Done(checks.Checks(done, waiting), list(_told(done, _("Confirmed on"), len(waiting))))


def _queue(waiting: Sequence[WaitingCustomer], empty: str) -> Done:
    """Who waits, the longest first."""
    from salesops.core.customers import checks

    lines = [
        _("{name} (id {id}), {owner}, since {day}").format(
            name=one.name, id=one.id, owner=one.owner or _("nobody's"), day=one.since
        )
        for one in waiting[:_SHOWN]
    ]
    more = [_still(len(waiting) - _SHOWN)] if len(waiting) > _SHOWN else []
    return Done(checks.Checks([], list(waiting)), [*(lines or [empty]), *more])


def _told(done: Sequence[CheckedCustomer], label: str, waiting: int) -> Iterator[str]:
    from salesops.commands.views.changes import before_after

    for one in done:
        yield before_after(label, one.before or "", one.on, name=one.name)
    if waiting:
        yield _still(waiting)


def _still(count: int) -> str:
    return ngettext("{count} customer still waits.", "{count} customers still wait.", count).format(
        count=count
    )
