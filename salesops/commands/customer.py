"""`salesops customer`: who the customers are."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from salesops.commands import _customer_checks as checks
from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, field_options, read_fields
from salesops.commands._formats import LIST
from salesops.commands._importing import add_import
from salesops.commands._offers import coded
from salesops.commands._options import (
    AllOption,
    CustomerArgument,
    ForceOption,
    day_option,
    limit_option,
    record_argument,
    text_argument,
    text_option,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Done, Listing, Report
from salesops.core.customers.fields import FIELDS
from salesops.core.customers.rules import SOURCES, TYPES
from salesops.core.i18n import _
from salesops.core.values.dates import Toward

app = App("customer", help=_("Customers: who they are."))

ContactOption = Annotated[str | None, text_option("--contact", _("A person there, as name/title/phone."))]
DeciderOption = Annotated[
    str | None, text_option("--decider", _("The person there who decides, as name/title/phone."))
]
WantedByOption = Annotated[
    date | None, day_option("--wanted-by", _("By when they want to buy."), Toward.COMING)
]


@app.writes(
    example='salesops customer add "杭州云帆数据有限公司" --industry 互联网 --budget 5-10万 '
    '--contact "李雷/采购经理/13800138000" --source 转介绍'
)
def add(
    context: Context,
    name: Annotated[str, typer.Argument(help=_("The full legal name."))],
    texts: Annotated[Texts, field_options(FIELDS, without=["name"])],
    contact: ContactOption = None,
    decider: DeciderOption = None,
    need: Annotated[
        str | None, text_option("--need", _("What they want, in a sentence."), filled=True)
    ] = None,
    wanted_by: WantedByOption = None,
    tag: Annotated[
        list[str] | None, typer.Option("--tag", help=_("A tag; may be told several times."))
    ] = None,
    force: ForceOption = False,
) -> Done:
    """Add a customer, yours unless you name another owner, with a person there and what they need. One that seems to
    exist already is refused."""
    from salesops.commands.views import added_customer
    from salesops.core.customers.people import parse_people
    from salesops.core.grading import new_customers

    by = context.acting_rep()
    facts = {"owner_id": by, **read_fields(context, FIELDS, {"name": name, **texts})}
    told = {"text": need, "wanted_by": wanted_by and wanted_by.isoformat()}
    wanted = {field: value for field, value in told.items() if value}
    people = parse_people(contact, decider)
    with context.write() as db:
        added = new_customers.add(
            db, facts, people=people, need=wanted, tagged=tag or (), today=context.today, by=by, force=force
        )
        notes = added_customer.notes(db, added, owned=bool(facts["owner_id"]))
    return Done(added, list(added_customer.lines(added, facts, wanted)), notes)


@app.writes(example="salesops customer edit 云帆科技 --need-match 5 --depth 核心")
def edit(
    context: Context,
    customer: CustomerArgument,
    texts: Annotated[Texts, field_options(FIELDS)],
    keep_deals: Annotated[
        bool, typer.Option("--keep-deals", help=_("Open deals and plans stay with the former owner."))
    ] = False,
    force: ForceOption = False,
) -> Done:
    """Change what is known of a customer, its open deals going along with a new owner. An empty value ("") empties."""
    from salesops.commands.views import corrected_customers
    from salesops.core.pipeline.handover import writes

    facts = changes(read_fields(context, FIELDS, texts))
    by = context.acting_rep()
    with context.write() as db:
        done = writes.edit(
            db, customer, facts, keep_deals=keep_deals, force=force, today=context.today, by=by
        )
    return corrected_customers.edited(done)


@app.writes(example='salesops customer note 云帆科技 "年底前要换财务系统，先和财务总监谈"')
def note(
    context: Context,
    customer: CustomerArgument,
    text: Annotated[str, text_argument(_("What is worth knowing."))],
) -> Done:
    """Note what is worth knowing of a customer and has no field. It counts as no touch."""
    from salesops.core.customers.notes import writes

    by = context.acting_rep()
    with context.write() as db:
        noted = writes.add(db, customer, text, today=context.today, rep_id=by)
    return Done(noted, [_("Noted of {name} (id {id}).").format(name=noted.customer, id=noted.id)])


@app.writes(example="salesops customer archive 蓝海贸易 --dry-run")
def archive(
    context: Context,
    customer: CustomerArgument,
) -> Done:
    """Take a customer out of every list; nothing is deleted. What is still open there is told."""
    from salesops.commands.views.dependents import still_open
    from salesops.core.customers import dependents, writes

    with context.write() as db:
        changed = writes.archive(db, customer, on=context.today)
        held = dependents.of_customer(db, customer)
    return Done(changed, [_("{name} is archived.").format(name=changed.name)], still_open(held))


@app.writes(example="salesops customer restore 前海云仓")
def restore(context: Context, customer: CustomerArgument) -> Done:
    """Take a customer back that is archived or lost."""
    from salesops.commands.views import corrected_customers
    from salesops.core.customers import reads, writes

    with context.write() as db:
        before = reads.facts(db, customer)
        back = writes.restore(db, customer)
        after = reads.facts(db, customer)
    return corrected_customers.restored(back, before, after)


@app.writes(example="salesops customer merge 云帆科技 前海云仓 --force --dry-run")
def merge(
    context: Context,
    keep: CustomerArgument,
    drop: Annotated[int, record_argument("customer", _("The one that is dropped, in the same way."))],
    force: Annotated[
        bool, typer.Option("--force", help=_("Do it although their codes say that they are two."))
    ] = False,
) -> Done:
    """Make one customer of two: all that hangs on the second moves to the first, which is also found by its names.

    What the first lacks is taken from the second; what differs stays as it is there and is told.
    """
    from salesops.commands.views.merging import merged
    from salesops.core.merging import writes

    with context.write() as db:
        done = writes.merge(db, keep, drop, today=context.today, force=force)
    return merged(done)


@app.reads("list", example="salesops customer list --grade A --industry 制造业", formats=LIST)
def list_(
    context: Context,
    part: Annotated[str | None, typer.Argument(help=_("A part of the name."))] = None,
    grade: Annotated[str | None, typer.Option(help=_("A, B, C, or none."))] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help=_("potential, active, lost or strategic.")), coded(TYPES)
    ] = None,
    industry: Annotated[str | None, typer.Option(help=_("Only this industry."))] = None,
    region: Annotated[str | None, typer.Option(help=_("Only this region."))] = None,
    source: Annotated[
        str | None, typer.Option(help=_("Only those that came from there.")), coded(SOURCES)
    ] = None,
    archived: Annotated[bool, typer.Option("--archived", help=_("Archived ones, too."))] = False,
    everyone: AllOption = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List customers, the best first. Options may be combined."""
    from salesops.core.customers import reads
    from salesops.core.policy.reads import tell_unknown_holidays
    from salesops.core.schedule.rules import moved
    from salesops.core.values.dates import add_months

    listed = reads.listed(
        context.db,
        since=add_months(context.today, -12).isoformat(),
        today=context.today.isoformat(),
        rep_id=context.rep_shown(everyone),
        filters=_filters(grade=grade, type=type_, industry=industry, region=region, source=source),
        part=part,
        archived=archived,
        limit=limit,
    )
    days = ((line.next_due_on, line.next_due_reason) for line in listed.customers)
    tell_unknown_holidays(context.db, moved(days))

    def view(lines: list[reads.CustomerLine]) -> Page:
        return Page(
            [Table(_columns(), lines, empty=_("No customers match."), note=left_out(listed.left_out))]
        )

    return Listing(reads.CustomerLine, listed.customers, view, listed.left_out, fields=FIELDS)


@app.reads(example="salesops customer show 云帆科技")
def show(context: Context, customer: CustomerArgument) -> Report:
    """Show a customer as one wants to see it before a call: what comes next, the deals, who decides, what was said."""
    from salesops.core.briefing.reads import Briefing, briefing
    from salesops.core.policy.reads import tell_unknown_holidays
    from salesops.core.schedule.rules import moved

    def view(shown: Briefing) -> Page:
        from salesops.commands.views.briefing import page

        return page(shown, today=context.today)

    shown = briefing(context.db, customer, today=context.today)
    tell_unknown_holidays(context.db, moved([(shown.next_due_on, shown.next_due_reason)]))
    return Report(shown, view)


@app.reads(example="salesops customer duplicates", formats=LIST)
def duplicates(
    context: Context,
    archived: Annotated[bool, typer.Option("--archived", help=_("Archived ones, too."))] = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List customers of the whole team that may be there twice, and why; the most certain first."""
    from salesops.commands.views.duplicates import page
    from salesops.core.customers.duplicates import reads

    found = reads.duplicates(context.db, archived=archived)
    shown = found[: limit or None]
    more = len(found) - len(shown)
    return Listing(reads.DuplicatePair, shown, lambda pairs: page(pairs, more), more)


app.entries |= checks.app.entries
add_import(app, "customer")


def _filters(**given: str | None) -> dict[str, str]:
    """The filters that were given, as columns and the codes stored in them."""
    filters = {column: text for column, text in given.items() if text is not None}
    for column, codes in (("type", TYPES), ("source", SOURCES)):
        if filters.get(column, "none") != "none":
            filters[column] = codes.parse(filters[column])
    if filters.get("grade", "none") != "none":
        from salesops.core.grading.grades import parse_grade

        filters["grade"] = parse_grade(filters["grade"])
    return filters


def _columns() -> list[Column]:
    return [
        Column(_("Name"), "name", flexible=True),
        Column(_("Grade"), "grade"),
        Column(_("Type"), lambda line: TYPES.label(line.type), wide=True),
        Column(_("Industry"), "industry", flexible=True, wide=True),
        Column(_("Region"), "region", wide=True),
        Column(_("Owner"), "owner"),
        Column(_("Signed, 12 months"), "revenue_12m"),
        Column(_("Open"), "open_amount", wide=True),
        Column(_("Last contact"), "last_touch_on"),
        Column(_("Next contact"), "next_due_on"),
        Column(_("Id"), "id", wide=True),
    ]
