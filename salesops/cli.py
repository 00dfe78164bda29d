"""The root command: global options, the table of groups, and errors turned into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, ClassVar

import typer
from typer.main import get_command

from salesops import __version__
from salesops.commands._app import Entry, LazyGroup, evaluated, lazy_group, short_form
from salesops.commands._context import Context
from salesops.commands._formats import JSON, stop_writing
from salesops.commands._output import print_error, show_warnings
from salesops.core.db.open import WAIT
from salesops.core.errors import BadValue, ExitCode, InputOutput, SalesopsError
from salesops.core.i18n import _, language_of
from salesops.core.values.text import abridged


class Root(LazyGroup):
    """`salesops` and everything below it, the daily first."""

    entries: ClassVar[dict[str, Entry]] = {
        "followup": lazy_group("salesops.commands.followup", _("Whom to contact today, and what was said.")),
        "customer": lazy_group("salesops.commands.customer", _("Customers: who they are.")),
        "contact": lazy_group("salesops.commands.contact", _("The people at a customer.")),
        "opportunity": lazy_group("salesops.commands.opportunity", _("Deals that may come.")),
        "contract": lazy_group("salesops.commands.contract", _("Deals that were signed.")),
        "grade": lazy_group("salesops.commands.grade", _("How good each customer is: A, B or C, and why.")),
        "target": lazy_group("salesops.commands.target", _("What everybody has to sell.")),
        "review": lazy_group("salesops.commands.review", _("What the month, quarter or year taught.")),
        "rep": lazy_group("salesops.commands.rep", _("The sales team.")),
        "policy": lazy_group("salesops.commands.policy", _("The team's rules: weights, bands, cadences.")),
        "today": lazy_group(
            "salesops.commands.today", _("The morning at the keyboard: one customer after the other.")
        ),
        "week": lazy_group(
            "salesops.commands.week", _("Your week: done, won, moved, promised, and what comes next.")
        ),
        "undo": lazy_group("salesops.commands.undo", _("Take back what was done.")),
        "operations": lazy_group("salesops.commands.operations", _("What was done, when and by whom.")),
        "history": lazy_group(
            "salesops.commands.history", _("What became of a record: who changed what, from what to what.")
        ),
        "init": lazy_group("salesops.commands.init", _("Create the database.")),
        "due": short_form("followup", "due"),
        "log": short_form("followup", "log"),
        "show": short_form("customer", "show"),
    }


def _asks_for_completion(arguments: Sequence[str]) -> bool:
    """Whether a shell completes, or the two options of completion are used or listed; building them takes a while."""
    options = {"-h", "--help", "--install-completion", "--show-completion"}
    return not arguments or "_SALESOPS_COMPLETE" in os.environ or bool(options & {*arguments})


app = typer.Typer(
    cls=Root,
    name="salesops",
    help=_("Customers, grades, follow-ups, targets and reviews of a sales team, in one database file."),
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=_asks_for_completion(sys.argv[1:]),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"salesops {__version__}")
        raise typer.Exit


@app.callback()
@evaluated
def root(
    ctx: typer.Context,
    db: Annotated[
        Path | None, typer.Option(envvar="SALESOPS_DB", help=_("The database file."), show_default=False)
    ] = None,
    rep: Annotated[
        str | None, typer.Option(envvar="SALESOPS_REP", help=_("Who you are: a rep's name, code or id."))
    ] = None,
    today: Annotated[
        str | None, typer.Option(envvar="SALESOPS_TODAY", help=_("Take this date for today."))
    ] = None,
    lang: Annotated[str | None, typer.Option(envvar="SALESOPS_LANG", help=_("en or zh."))] = None,
    wait: Annotated[
        float,
        typer.Option(envvar="SALESOPS_WAIT", min=0, help=_("Seconds to wait while somebody else writes.")),
    ] = WAIT,
    debug: Annotated[bool, typer.Option("--debug", help=_("Show the traceback of an error."))] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Show the version."))
    ] = False,
) -> None:
    """Options that stand before the command."""
    if lang is not None and language_of(lang) is None:
        raise BadValue(_("There is no language “{lang}” here.").format(lang=lang), _("Choose en or zh."))
    ctx.obj.debug = debug
    ctx.obj.set_up(database=db, identity=rep, today=today, wait=wait)


def run(arguments: Sequence[str]) -> int:
    """Run the command line on `arguments`; the exit status. Every error is told in one place, here."""
    _prepare_streams()
    show_warnings()
    context = Context()
    try:
        command = get_command(app)
        result = command(list(arguments), prog_name="salesops", standalone_mode=False, obj=context)
        sys.stdout.flush()
        return result if isinstance(result, int) else ExitCode.DONE
    except typer.Exit as error:
        return error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `| head` has read enough
        stop_writing()
        return ExitCode.DONE
    except Exception as error:
        if context.debug:
            raise
        if isinstance(error, OSError):
            stop_writing()
        problem = _as_ours(error)
        if problem.message:  # a group without a command has printed its help and says no more
            print_error(problem, as_json=_wants_json(context, arguments))
        return problem.exit_code


def _wants_json(context: Context, arguments: Sequence[str]) -> bool:
    """Whether the command was to answer in JSON, also when its options could not be read."""
    return context.format == JSON.flag if context.format else "--json" in arguments


def _as_ours(error: Exception) -> SalesopsError:
    if isinstance(error, SalesopsError):
        return error
    if isinstance(error, typer.TyperException):
        from salesops.commands._usage import usage_error

        return usage_error(error)
    if isinstance(error, OSError):
        path = abridged(str(error.filename or ""), longest=255)
        return InputOutput(f"{path} {error.strerror or error}".strip())
    return SalesopsError(
        _("Something unexpected happened: {kind}: {error}.").format(kind=type(error).__name__, error=error),
        _("Run the same with --debug before the command to see where."),
    )


def _prepare_streams() -> None:
    """A terminal that cannot show Chinese gets escapes, and a closed stream takes nothing: neither is a crash."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
