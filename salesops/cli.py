"""The root command: global options, the table of groups, and errors turned into exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from io import TextIOWrapper
from typing import Any, ClassVar

import typer
from typer.core import TyperOption

from salesops import __version__
from salesops.commands._app import LazyGroup, lazy_group, short_form
from salesops.commands._context import Context
from salesops.commands._entries import Entry
from salesops.commands._formats import JSON, stop_writing
from salesops.commands._output import print_error, show_warnings
from salesops.core.errors import ExitCode, InputOutput, SalesopsError
from salesops.core.i18n import _
from salesops.core.values.text import abridged


class Root(LazyGroup):
    """`salesops` and everything below it, the daily first."""

    entries: ClassVar[dict[str, Entry]] = {
        "today": lazy_group(
            "salesops.commands.today",
            _("The morning at the keyboard: one customer after the other."),
            daily=True,
        ),
        "due": short_form("followup", "due"),
        "log": short_form("followup", "log"),
        "done": short_form("followup", "done"),
        "snooze": short_form("followup", "snooze"),
        "show": short_form("customer", "show"),
        "undo": lazy_group("salesops.commands.undo", _("Take back what was done."), daily=True),
        "week": lazy_group(
            "salesops.commands.week",
            _("Your week: done, won, moved, promised, and what comes next."),
            daily=True,
        ),
        "followup": lazy_group("salesops.commands.followup", _("Whom to contact today, and what was said.")),
        "customer": lazy_group("salesops.commands.customer", _("Customers: who they are.")),
        "contact": lazy_group("salesops.commands.contact", _("The people at a customer.")),
        "opportunity": lazy_group("salesops.commands.opportunity", _("Deals that may come.")),
        "contract": lazy_group("salesops.commands.contract", _("Deals that were signed.")),
        "need": lazy_group("salesops.commands.need", _("What customers want to have solved.")),
        "tag": lazy_group("salesops.commands.tag", _("Free words by which customers are gathered.")),
        "survey": lazy_group("salesops.commands.survey", _("How content customers are.")),
        "grade": lazy_group("salesops.commands.grade", _("How good each customer is: A, B or C, and why.")),
        "target": lazy_group("salesops.commands.target", _("What everybody has to sell.")),
        "review": lazy_group("salesops.commands.review", _("What the month, quarter or year taught.")),
        "rep": lazy_group("salesops.commands.rep", _("The sales team.")),
        "policy": lazy_group("salesops.commands.policy", _("The team's rules: weights, bands, cadences.")),
        "operations": lazy_group("salesops.commands.operations", _("What was done, when and by whom.")),
        "history": lazy_group(
            "salesops.commands.history", _("What became of a record: who changed what, from what to what.")
        ),
        "find": lazy_group(
            "salesops.commands.find",
            _("Find customers, people, deals, contracts, needs, notes and touches by words."),
        ),
        "template": lazy_group("salesops.commands.template", _("Workbooks to fill in and import back.")),
        "init": lazy_group("salesops.commands.init", _("Create the database.")),
    }


def root() -> Root:
    """The whole command line."""
    return Root(
        name="salesops",
        help=_("Customers, grades, follow-ups, targets and reviews of a sales team, in one database file."),
        params=[_VERSION, *_completion_options(sys.argv[1:])],
    )


def _completion_options(arguments: Sequence[str]) -> Sequence[Any]:
    """The two options of completion, if they are used or listed; importing them takes a while."""
    options = {"-h", "--help", "--install-completion", "--show-completion"}
    if arguments and not options & {*arguments}:
        return ()
    from salesops.commands._shells import COMPLETION_OPTIONS

    return COMPLETION_OPTIONS


def _show_version(_context: typer.Context, _option: Any, wanted: bool) -> None:  # noqa: ANN401 - Typer's own
    if wanted:
        sys.stdout.write(f"salesops {__version__}\n")
        raise typer.Exit


_VERSION = TyperOption(
    param_decls=["--version"],
    is_flag=True,
    expose_value=False,
    callback=_show_version,
    help=_("Show the version."),
)


def run(arguments: Sequence[str]) -> int:
    """Run the command line on `arguments`; the exit status. Every error is told in one place, here."""
    _prepare_streams()
    show_warnings()
    context = Context()
    try:
        status = _status(arguments, context)
        sys.stdout.flush()
        return status
    except (typer.Abort, KeyboardInterrupt):
        return ExitCode.INTERRUPTED
    except BrokenPipeError:  # `| head` has read enough
        stop_writing()
        return ExitCode.DONE
    except Exception as error:
        if context.given.get("debug"):
            raise
        if isinstance(error, OSError):
            stop_writing()
        problem = _as_ours(error)
        print_error(problem, as_json=_wants_json(context, arguments))
        return problem.exit_code


def _status(arguments: Sequence[str], context: Context) -> int:
    """Run the command line; the status with which it ended without an error."""
    try:
        if "_SALESOPS_COMPLETE" in os.environ:
            from salesops.commands._completion import offers
            from salesops.commands._shells import answer

            answer(partial(offers, root()), os.environ)
            return ExitCode.DONE
        with root().make_context("salesops", list(arguments), obj=context) as root_context:
            root_context.command.invoke(root_context)
    except typer.Exit as error:
        return error.exit_code
    return ExitCode.DONE


def _wants_json(context: Context, arguments: Sequence[str]) -> bool:
    """Whether the command was to answer in JSON, also when its options could not be read."""
    return context.format == JSON.flag if context.format else "--json" in arguments


def _as_ours(error: Exception) -> SalesopsError:
    if isinstance(error, SalesopsError):
        return error
    if isinstance(error, OSError):
        from salesops.core.refusals import reason

        what = abridged(str(error.filename), longest=255) if error.filename else _("The system refused")
        return InputOutput(_("{what}: {reason}.").format(what=what, reason=reason(error)))
    return SalesopsError(
        _("Something unexpected happened: {kind}: {error}.").format(kind=type(error).__name__, error=error),
        _("Run the same with --debug to see where."),
    )


def _prepare_streams() -> None:
    """A terminal that cannot show Chinese gets escapes, and a closed stream takes nothing: neither is a crash."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
