"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

from salesops.core.i18n import _

JsonOption = Annotated[bool, typer.Option("--json", help=_("Print JSON, for scripts."))]
CsvOption = Annotated[bool, typer.Option("--csv", help=_("Print CSV, for spreadsheets."))]
MarkdownOption = Annotated[bool, typer.Option("--md", help=_("Print Markdown, for documents."))]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help=_("Show what would happen, change nothing."))]
AllOption = Annotated[bool, typer.Option("--all", help=_("The whole team's, not only yours."))]
FormerOption = Annotated[bool, typer.Option("--former", help=_("Those who left, too."))]
ForceOption = Annotated[bool, typer.Option("--force", help=_("Do it although the name exists already."))]
LimitOption = Annotated[int, typer.Option("--limit", min=0, help=_("At most so many lines; 0 for all."))]
