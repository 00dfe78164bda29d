"""Contacts as vCards, read back by another library."""

from __future__ import annotations

from pathlib import Path

import pytest
import vobject

from tests.conftest import CommandLine

LONG = "技术、采购; 与 财务联合委员会主任，" * 5


@pytest.fixture
def cards(run: CommandLine, tmp_path: Path) -> list[vobject.base.Component]:
    run.ok("rep", "add", "王芳")
    run.ok("--rep", "王芳", "customer", "add", "云帆科技")
    run.ok(
        "contact", "add", "云帆科技", "周岚", "--title", LONG, "--department", "管理, 层", "--phone", "138 0013 8011",
        "--email", "zhoulan@yunfan.example.com", "--decision-role", "决策者", "--wechat", "zhoulan-1",
    )  # fmt: skip
    run.ok("contact", "add", "云帆科技", "Ann O'Neil")
    run.ok("contact", "add", "云帆科技", "离职者", "--left", "2026-10-01")
    run.ok("contact", "list", "--all", "-o", tmp_path / "people.vcf", lang="zh_CN")
    return list(vobject.readComponents((tmp_path / "people.vcf").read_text(encoding="utf-8")))


def test_each_person_is_a_card(cards: list[vobject.base.Component]) -> None:
    told = {card.fn.value: card for card in cards}
    assert set(told) == {"周岚", "Ann O'Neil"}
    person = told["周岚"]
    assert (person.version.value, person.tel.value, person.email.value, person.role.value) == (
        "4.0", "138 0013 8011", "zhoulan@yunfan.example.com", "决策者",
    )  # fmt: skip
    assert person.org.value == ["云帆科技", "管理, 层"]
    assert person.title.value == LONG.strip()
    assert person.impp.value == "weixin:zhoulan-1"
    assert "tel" not in told["Ann O'Neil"].contents


def test_lines_are_folded_between_characters(cards: list[vobject.base.Component], tmp_path: Path) -> None:
    content = (tmp_path / "people.vcf").read_bytes()
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_person_keeps_the_name_of_the_card(
    cards: list[vobject.base.Component], run: CommandLine, tmp_path: Path
) -> None:
    run.ok("contact", "edit", "周岚", "--name", "周兰")
    run.ok("contact", "list", "--all", "-o", tmp_path / "people.vcf")
    again = list(vobject.readComponents((tmp_path / "people.vcf").read_text(encoding="utf-8")))
    assert {card.uid.value for card in again} == {card.uid.value for card in cards}
