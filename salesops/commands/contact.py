"""`salesops contact`: the people at a customer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._fields import Texts, changes, days_given, facts_block, field_options, read_fields
from salesops.commands._formats import LIST, Format
from salesops.commands._offers import named
from salesops.commands._options import (
    AllOption,
    CustomerArgument,
    FormerOption,
    day_option,
    limit_option,
    record_argument,
)
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Fact, Page, Table
from salesops.commands._phrases import people
from salesops.commands._results import Done, Listing, Report, Result
from salesops.core.customers.fields import CONTACT_FIELDS
from salesops.core.i18n import _, ngettext
from salesops.core.values.dates import Toward

if TYPE_CHECKING:
    from salesops.core.customers.reads import Contact

app = App("contact", help=_("The people at a customer."))

ContactArgument = Annotated[
    int, record_argument("contact", _("The person's name or a part of it, code or id."))
]


@app.writes(example='salesops contact add 云帆科技 "韩梅梅" --title 财务总监 --decision-role 决策者')
def add(
    context: Context,
    customer: CustomerArgument,
    name: Annotated[str, typer.Argument(help=_("The person's name."))],
    texts: Annotated[Texts, field_options(CONTACT_FIELDS, without=["name"])],
) -> Done:
    """Add a person at a customer."""
    from salesops.commands.views.duplicates import reached_elsewhere
    from salesops.core.customers import writes
    from salesops.core.customers.people import is_reachable, parse_person

    texts = {**(parse_person(name) if is_reachable(name) else {"name": name}), **texts}
    facts = read_fields(context, CONTACT_FIELDS, texts, within=("customer_id", customer))
    with context.write() as db:
        added = writes.add_contact(db, customer, facts)
        elsewhere = reached_elsewhere(db, customer, facts)
    message = _("Added {name} (contact id {id}).").format(name=added.name, id=added.id)
    return Done(added, [message, *days_given(CONTACT_FIELDS, facts)], elsewhere)


@app.writes(example="salesops contact edit 李雷 --phone 13900139000")
def edit(
    context: Context, contact: ContactArgument, texts: Annotated[Texts, field_options(CONTACT_FIELDS)]
) -> Done:
    """Change what is known of a person. An empty value ("") empties a field."""
    from salesops.commands.views.changes import changes as changed_fields
    from salesops.commands.views.changes import corrected
    from salesops.commands.views.duplicates import reached_elsewhere
    from salesops.core.customers import reads, writes

    customer = reads.contact(context.db, contact).customer_id
    facts = changes(read_fields(context, CONTACT_FIELDS, texts, within=("customer_id", customer)))
    with context.write() as db:
        before = reads.contact(db, contact)
        changed = writes.edit_contact(db, contact, facts)
        after = reads.contact(db, contact)
        elsewhere = reached_elsewhere(db, customer, facts)
    message = _("Changed {name} (contact id {id}).").format(name=changed.name, id=changed.id)
    fields = changed_fields("contact", CONTACT_FIELDS, before, after)
    return corrected(changed, fields, message, notes=elsewhere)


@app.writes(example="salesops contact leave 李雷 --dry-run")
def leave(
    context: Context,
    contact: ContactArgument,
    successor: Annotated[
        str | None,
        typer.Option("--successor", metavar=_("NAME"), help=_("Who comes after them, a person there.")),
    ] = None,
    on: Annotated[
        date | None, day_option("--on", _("Their last day; today unless told."), Toward.PAST)
    ] = None,
) -> Done:
    """Tell that a person left the customer. What was said with them stays; what is planned goes to the successor."""
    from salesops.commands.views.departed import departed
    from salesops.core.customers import leaving, reads

    colleagues = ("customer_id", reads.contact(context.db, contact).customer_id)
    successor_id = context.find_or_none("contact", successor, within=colleagues)
    with context.write() as db:
        before = reads.contact(db, contact)
        departure = leaving.leave(db, contact, on=on or context.today, successor_id=successor_id)
        after = reads.contact(db, contact)
    return departed(departure, before, after)


@app.writes(example="salesops contact delete 李雷 --dry-run")
def delete(context: Context, contact: ContactArgument) -> Done:
    """Remove a person who was entered by mistake. One who left is told with edit --left."""
    from salesops.core.customers import writes

    with context.write() as db:
        gone = writes.delete_contact(db, contact)
    message = _("Deleted {name} of {customer} (contact id {id}).")
    follow_ups = ngettext(
        "{count} follow-up no longer names them.", "{count} follow-ups no longer name them.", gone.followups
    )
    notes = [follow_ups.format(count=gone.followups)] if gone.followups else []
    if gone.predecessors:
        notes.append(_("They were named as a successor."))
    return Done(gone, [message.format(name=gone.name, customer=gone.customer, id=gone.id)], notes)


def _write_vcards(context: Context, result: Result, _envelope: dict[str, object], out: TextIO) -> None:
    from salesops.core.customers.vcards import vcard_file

    assert isinstance(result, Listing)
    out.buffer.write(vcard_file(context.db, result.rows))


VCARDS = Format("vcf", "", _write_vcards, ".vcf")


@app.reads("list", example="salesops contact list 云帆科技", formats=(*LIST, VCARDS))
def list_(
    context: Context,
    customer: Annotated[
        str | None, typer.Argument(help=_("Only the people at this customer.")), named("customer")
    ] = None,
    former: FormerOption = False,
    everyone: AllOption = False,
    *,
    limit: Annotated[int, limit_option(50)],
) -> Listing:
    """List the people at your customers, or write them to a file (.vcf) that phones and mail programs read."""
    from salesops.core.customers import reads

    customer_id = context.find_or_none("customer", customer)
    rep_id = None if customer_id else context.rep_shown(everyone)
    contacts = reads.contacts(context.db, customer_id=customer_id, rep_id=rep_id, former=former, limit=limit)
    count = reads.count_contacts(context.db, customer_id=customer_id, rep_id=rep_id, former=former)
    more = count - len(contacts)

    def view(contacts: list[reads.Contact]) -> Page:
        columns = [*([] if customer_id else [Column(_("Customer"), "customer", flexible=True)]), *people()]
        empty = _("Nobody yet: `salesops contact add CUSTOMER NAME`.")
        return Page([Table(columns, contacts, empty=empty, note=left_out(more))])

    return Listing(reads.Contact, contacts, view, more, fields=CONTACT_FIELDS)


@app.reads(example="salesops contact show 周岚")
def show(context: Context, contact: ContactArgument) -> Report:
    """Show what is known of a person."""
    from salesops.core.customers import reads

    return Report(reads.contact(context.db, contact), _page)


def _page(contact: Contact) -> Page:
    return Page([facts_block(CONTACT_FIELDS, contact, more=[Fact(_("Customer"), contact.customer)])])
