"""`salesops find`: where words stand, whatever the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from salesops.commands._app import App
from salesops.commands._context import Context
from salesops.commands._formats import LIST
from salesops.commands._output import left_out
from salesops.commands._pages import Column, Page, Table
from salesops.commands._results import Listing
from salesops.core.i18n import N_, _

if TYPE_CHECKING:
    from salesops.core.search import reads

app = App("find", help=_("Find customers, people, deals, contracts, needs, notes and touches by words."))

_FIELDS = {
    "name": N_("Name"),
    "short_name": N_("Short name"),
    "code": N_("Code"),
    "title": N_("Title"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "wechat": N_("WeChat"),
    "product": N_("Product"),
    "text": N_("Text"),
    "pains": N_("Pains"),
    "comments": N_("Comments"),
    "summary": N_("What"),
    "feedback": N_("Their words"),
    "objective": N_("Objective"),
}


@app.reads(example="salesops find 陈总 报价", formats=LIST)
def find(
    context: Context,
    words: Annotated[
        list[str],
        typer.Argument(help=_("Names, a phone number, or words of what was said; each must be there.")),
    ],
    limit: Annotated[int, typer.Option("--limit", min=0, help=_("At most so many lines; 0 for all."))] = 20,
) -> Listing:
    """Find customers, people, deals, contracts, needs, notes and touches by words, the most telling first."""
    from salesops.core.search import reads

    answer = reads.find(context.db, " ".join(words), limit=limit)

    def view(hits: list[reads.Hit]) -> Page:
        empty = _("Nothing has these words. Fewer or shorter ones find more.")
        return Page([Table(_columns(), hits, empty=empty, note=left_out(answer.left_out))])

    return Listing(reads.Hit, answer.hits, view, answer.left_out)


def _columns() -> list[Column]:
    from salesops.core.operations.names import KINDS

    return [
        Column(_("Customer"), "customer", flexible=True),
        Column(_("Record"), lambda hit: _(KINDS[hit.record])),
        Column(
            _("Found in"), lambda hit: _(_FIELDS.get(hit.found_in, "")) if hit.found_in else "", wide=True
        ),
        Column(_("Text"), _text, flexible=True),
        Column(_("Day"), "on"),
        Column(_("Id"), "id"),
    ]


def _text(hit: reads.Hit) -> str:
    """What was found, behind whose it is."""
    return hit.excerpt if hit.name in (None, hit.excerpt) else f"{hit.name} · {hit.excerpt}"
