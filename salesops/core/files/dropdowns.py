"""Dropdowns in the cells of a workbook: the choices stand in the rule of the cells, long lists on a hidden sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST_RULE = 255  # characters, with the commas
_LAST_ROW = 1_048_575


class Dropdowns:
    """The dropdowns of one workbook, whose hidden sheet of choices will be called `title`."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._lists: list[Sequence[str]] = []

    def offer(self, page: Worksheet, place: int, choices: Sequence[str]) -> None:
        """Let the cells of a column below its heading be chosen from `choices`; another word is asked about."""
        if not choices:
            return
        inline = len(",".join(choices)) <= _LONGEST_RULE and not any("," in choice for choice in choices)
        source = list(choices) if inline else self._listed(choices)
        page.data_validation(
            1, place, _LAST_ROW, place, {"validate": "list", "source": source, "error_type": "warning"}
        )

    def write_lists(self, book: Workbook) -> None:
        """Write the hidden sheet, if any list needs one."""
        if not self._lists:
            return
        page = book.add_worksheet(self._title)
        page.hide()
        for row in range(max(map(len, self._lists))):
            for place, choices in enumerate(self._lists):
                if row < len(choices):
                    page.write_string(row, place, choices[row])

    def _listed(self, choices: Sequence[str]) -> str:
        from xlsxwriter.utility import xl_range_abs

        if choices not in self._lists:
            self._lists.append(choices)
        place = self._lists.index(choices)
        return f"='{self._title}'!{xl_range_abs(0, place, len(choices) - 1, place)}"
