"""Where the table stands in a file: the lines above it, its headings, and the lines that are no rows of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, zip_longest
from typing import NamedTuple

from salesops.core.errors import BadData
from salesops.core.files.sheets import Row
from salesops.core.i18n import _
from salesops.core.importing.vocabulary import Vocabulary, unit

_LOOKED_AT = 20  # rows among which the headings are looked for
# How a line begins that may be no row: a total, a count, whoever made the list.
_TOTAL = (
    r"(?:本页|本月|本季|本年|全年|部门|区域)?(?:合\s*计|总\s*计|小\s*计|累\s*计|汇\s*总)"
    r"|(?:grand[ -]?|sub[ -]?)?totals?|sum"
)
_COUNT = (
    r"[共总合]*[共计]\s*[:：]?\s*\d+\s*[条家个项笔行页户位名人](?:客户|记录|数据|合同|商机|订单|联系人)?"
    r"|\d+ (?:records?|rows?|items?)"
)
_SIGNED = (
    r"(?:制表|填表|填报|编制|统计|审核|审批|复核|经办|打印|导出|生成|更新)(?:人|员|者|日期|时间|单位)?\s*[:：].*"
    r"|(?:说明|注|备注)\s*\d*\s*[:：].*"
)
_FOOTER = re.compile(rf"\s*(?:(?P<total>{_TOTAL})|{_COUNT}|{_SIGNED})\s*[:：]?\s*", re.IGNORECASE)
_FIGURE = re.compile(r"\s*(?:[-+¥￥$€]?\s*[\d,，.]+\s*[%万亿元]*|[-—/]+)\s*")


class Headings(NamedTuple):
    """The headings of a file with the place of each, the (last) row they stand in, and the lines above."""

    row: int
    names: tuple[str, ...]
    above: tuple[str, ...] = ()


@dataclass
class Body:
    """The rows below the headings, read as they are asked for.

    `passed_over` are those that are none, such as totals; `unnamed` the columns (by place) with cells but no heading.
    """

    headings: Headings
    below: Iterator[Row]
    passed_over: list[Row] = field(default_factory=list)
    unnamed: set[int] = field(default_factory=set)

    def rows(self) -> Iterator[Row]:
        """Those that are rows of the table; what is found out about the others is there at the end."""
        blank = [place for place, name in enumerate(self.headings.names) if not name]
        named = Counter(filter(None, self.headings.names))
        for row in self.below:
            if is_footer(row) or _repeats(row, named):
                self.passed_over.append(row)
                continue
            for place in blank:
                if place < len(row.cells) and row.cells[place].strip():
                    self.unnamed.add(place)
            yield row


def find_table(rows: Iterator[Row], vocabulary: Vocabulary, file: str) -> Body:
    """The row of headings, the one among the first that names the most fields, and the rows below it.

    Two rows may be headings together, groups over columns: 联系人 over 姓名 and 电话. Raises BadData for an empty file.
    """
    top = list(islice(rows, _LOOKED_AT))
    if not top:
        raise BadData(_("{file} is empty.").format(file=file))
    place, names, height = _best(top, vocabulary)
    above = tuple(cell.strip() for row in top[: place + height - 1] for cell in row.cells if cell.strip())
    return Body(Headings(top[place + height - 1].number, names, above), chain(top[place + height :], rows))


def letters(place: int) -> str:
    """What a spreadsheet calls the column at `place`: A, Z, AA …"""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def most_fitting(tops: Sequence[Sequence[Row]], *, vocabulary: Vocabulary) -> int:
    """The place of the sheet, given how each begins, whose headings name the most fields; of equal ones the first."""
    return max(range(len(tops)), key=lambda place: (_fields_above(tops[place], vocabulary), -place))


def is_footer(row: Row) -> bool:
    """Whether the row is a total (合计 with nothing but figures), a count (共 20 条) or 制表人：…"""
    filled = filter(None, row.cells)
    match = _FOOTER.fullmatch(next(filled, ""))
    if match is None or not match["total"]:
        return match is not None
    return len(row.cells) > 1 and all(_FIGURE.fullmatch(cell) or _FOOTER.fullmatch(cell) for cell in filled)


def _fields_above(top: Sequence[Row], vocabulary: Vocabulary) -> int:
    return max(
        (_fields(names, vocabulary) for _place, names, _height in _candidates(top, vocabulary)), default=0
    )


def _best(top: Sequence[Row], vocabulary: Vocabulary) -> tuple[int, tuple[str, ...], int]:
    """Where the headings begin, what they are, and whether they are one row or two."""

    def worth(candidate: tuple[int, tuple[str, ...], int]) -> tuple[int, int, bool]:
        place, names, height = candidate
        return _fields(names, vocabulary), -place, height == 2 and _has_groups(*top[place : place + 2])

    best = max(_candidates(top, vocabulary), key=worth)
    if _fields(best[1], vocabulary):
        return best
    below_titles = next((place for place, row in enumerate(top) if not _is_title(row)), 0)
    return below_titles, _names(top[below_titles]), 1


def _has_groups(above: Row, below: Row) -> bool:
    """Whether a cell of the row above stands over several of the row below."""
    return any(cell and not group for group, cell in zip_longest(above.cells, below.cells, fillvalue=""))


def _candidates(top: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """What may be headings: a row, or two; one right below another row of several cells only when most are known."""
    for place, row in enumerate(top):
        names = _names(row)
        if place == 0 or _is_title(top[place - 1]) or _mostly_known(names, vocabulary):
            yield place, names, 1
        if place + 1 < len(top) and not (_is_title(row) and not unit(row.cells[0])):
            both = _two_rows(names, _names(top[place + 1]), vocabulary)
            if _mostly_known(both, vocabulary):
                yield place, both, 2


def _mostly_known(names: Sequence[str], vocabulary: Vocabulary) -> bool:
    return len(vocabulary.known(names)) * 2 > sum(map(bool, names))


def _two_rows(groups: Sequence[str], columns: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The headings that two rows are together; a group stands over all columns until the next one."""
    width = max(len(groups), len(columns))
    groups, columns = [*groups, *[""] * (width - len(groups))], [*columns, *[""] * (width - len(columns))]
    repeated = Counter(filter(None, columns))
    names, group = [], ""
    for above, below in zip(groups, columns, strict=True):
        group = above or (group if below else "")
        names.append(_together(group, below, vocabulary, is_repeated=repeated[below] > 1))
    return tuple(names)


def _together(group: str, column: str, vocabulary: Vocabulary, *, is_repeated: bool) -> str:
    if not (group and column):
        return column or group
    both = f"{group}{column}"
    if is_repeated or vocabulary.sense(both):
        return both
    return column if unit(column) else column + unit(group)


def _fields(names: Sequence[str], vocabulary: Vocabulary) -> int:
    return len(set(vocabulary.known(names)))


def _names(row: Row) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in row.cells)


def _is_title(row: Row) -> bool:
    return sum(1 for cell in row.cells if cell.strip()) == 1


def _repeats(row: Row, named: Counter[str]) -> bool:
    """Whether the row is the headings again, as at the top of each printed page."""
    first = next(filter(None, row.cells), "")
    return first in named and Counter(cell.strip() for cell in row.cells if cell.strip()) == named
