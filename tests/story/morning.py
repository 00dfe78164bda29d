"""One morning at the command line: what is typed on that day, and what the due list holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from tests import terminal
from tests.conftest import CommandLine
from tests.story.words import Words

# A line of the due list: who, in which section, due on which day, for what reason.
Line = tuple[str, str, str, str]


class Story(NamedTuple):
    """The database that all mornings share, and the language that its people speak."""

    database: Path
    words: Words

    def on(self, day: str) -> Morning:
        """The morning of that day (ISO)."""
        return Morning(CommandLine(self.database, day), self.words)


class Morning(NamedTuple):
    """`salesops` on one day; it is Emma who types unless `by` names somebody else."""

    run: CommandLine
    words: Words

    def page(self, *arguments: str | Path, by: str = "") -> str:
        """What a command that succeeds prints, its remarks among it."""
        result = self.run.ok(*self._rep(by), *arguments, lang=self.words.lang)
        return result.out + result.err

    def json(self, *arguments: str, by: str = "") -> Any:
        """The document of a command that succeeds."""
        return self.run.ok(*self._rep(by), *arguments, "--json", lang=self.words.lang).json

    def refused(self, code: int, *arguments: str) -> str:
        """What a command says that ends with this exit status and prints no data."""
        result = self.run(*self._rep(""), *arguments, lang=self.words.lang)
        assert (result.code, result.out) == (code, ""), result
        return result.err

    def typed(self, *arguments: str, answer: str | None = None) -> str:
        """What a command shows at a terminal, where `answer` is typed when it asks."""
        database, today, lang = self.run.database, self.run.today, self.words.lang
        shown = terminal.answer(database, answer, *self._rep(""), *arguments, today=today, lang=lang)
        assert "Traceback" not in shown, shown
        return shown

    def due(self, *arguments: str, by: str = "") -> list[Line]:
        """The lines of the due list in their order, all of them."""
        listed = self.json("followup", "due", *arguments, by=by)
        counts = {"overdue": 0, "today": 0, "next": 0}
        for line in listed["items"]:
            counts[line["section"]] += 1
        assert listed["counts"] == counts
        return [
            (line["short_name"], line["section"], line["due_on"], line["reason"]) for line in listed["items"]
        ]

    def summary(self, overdue: int, today: int, coming: int) -> str:
        """What the page of the due list begins with when so many are in its sections."""
        day = self.day(self.run.today)[len("2026-") :]
        return self.words.summary.format(day=day, overdue=overdue, today=today, next=coming)

    def day(self, text: str) -> str:
        """A day (ISO) as it is told, with its weekday."""
        return f"{text} {self.words.days[date.fromisoformat(text).weekday()]}"

    def _rep(self, by: str) -> tuple[str, str]:
        return "--rep", by or self.words.emma
