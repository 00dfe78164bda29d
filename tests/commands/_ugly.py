"""Small files with ugly cells: what is in them, and what is to become of them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

CUSTOMERS = "SELECT name, code, industry FROM customer ORDER BY id"
PEOPLE = "SELECT name, phone FROM contact ORDER BY id"
MONEY = "SELECT code, amount FROM contract ORDER BY id"
DAYS = "SELECT signed_on FROM contract ORDER BY id"
CONTRACT = "合同编号,客户名称,合同金额,签约日期\n"
PERSON = "客户名称,联系人,联系电话\n"


class Good(NamedTuple):
    """A file that is taken: what then stands in the database, and what is told."""

    record: str
    text: str
    sql: str
    rows: list[tuple[object, ...]]
    told: str = ""
    options: tuple[str, ...] = ()
    encoding: str = "utf-8"


class Bad(NamedTuple):
    """A file that is refused for a cell (its row and column), or as a whole."""

    record: str
    text: str
    told: str
    options: tuple[str, ...] = ()
    encoding: str = "utf-8"


def contracts(*amounts: str, heading: str = "合同金额") -> str:
    rows = [f'A-{number},甲公司,"{amount}",2026-10-01\n' for number, amount in enumerate(amounts, 1)]
    return CONTRACT.replace("合同金额", f'"{heading}"') + "".join(rows)


def days(*texts: str) -> str:
    return CONTRACT + "".join(f'A-{number},甲公司,{number},"{day}"\n' for number, day in enumerate(texts, 1))


def amounts(*cents: int) -> list[tuple[object, ...]]:
    return [(f"A-{number}", amount) for number, amount in enumerate(cents, 1)]


def written(tmp_path: Path, text: str, encoding: str) -> Path:
    path = tmp_path / "in.csv"
    path.write_bytes(text.encode(encoding))
    return path


def create_missing(record: str) -> list[str]:
    return [] if record == "customer" else ["--create-missing"]
