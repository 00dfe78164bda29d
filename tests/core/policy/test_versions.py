"""Reading and writing the versions of the policy, on a real file."""

from __future__ import annotations

import warnings
from datetime import date
from pathlib import Path

import pytest

from salesops.core.db.migrate import create
from salesops.core.db.transaction import transaction
from salesops.core.errors import BadData, InputOutput, NotFound
from salesops.core.policy import document, reads, versions, writes
from salesops.core.policy.rules import BUILT_IN
from salesops.core.values.workdays import WorkingDays
from tests.core.operations import operation
from tests.core.reading import reading

AT = "2026-11-20T00:00:00Z"
TODAY = date(2026, 11, 20)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "salesops.db"
    create(path, operation("init"), currency="CNY")
    return path


def apply(path: Path, text: str, note: str | None = None) -> writes.Outcome:
    with transaction(path, operation("policy apply")) as db:
        return writes.apply(db, text, source="p.toml", on=TODAY, note=note)


def test_the_built_in_policy_holds_until_another_is_applied(path: Path) -> None:
    with reading(path) as db:
        assert reads.current(db) is BUILT_IN
        assert versions.shown(db) == versions.Version(None, None, None, None, document.built_in_text())
        assert versions.history(db) == []


def test_what_was_applied_holds(path: Path) -> None:
    assert apply(path, "[review]\nsilent_days = 60", "shorter") == writes.Outcome(1, changed=True)
    assert apply(path, "[review]\nsilent_days = 30") == writes.Outcome(2, changed=True)
    with reading(path) as db:
        assert reads.current(db).review.silent_days == 30
        assert versions.shown(db, 1).document == "[review]\nsilent_days = 60"
        assert versions.history(db) == [
            versions.Applied(2, "2026-11-20", "tests", None),
            versions.Applied(1, "2026-11-20", "tests", "shorter"),
        ]
        with pytest.raises(NotFound, match="There is no policy 3"):
            versions.shown(db, 3)


def test_the_same_document_again_changes_nothing(path: Path) -> None:
    assert apply(path, document.built_in_text()) == writes.Outcome(None, changed=False)
    apply(path, "# ours")
    assert apply(path, "# ours\n") == writes.Outcome(1, changed=False)


def test_a_bad_document_is_not_kept(path: Path) -> None:
    with pytest.raises(BadData, match="did you mean review"):
        apply(path, "[revue]")
    with reading(path) as db:
        assert versions.history(db) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_documents_as_terminals_write_them(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "p.toml"
    file.write_bytes("# 规则\r\n\ta = 1\r\n".encode(encoding))
    assert document.read(file) == "# 规则\n    a = 1\n"


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no file"):
        document.read(tmp_path / "none.toml")
    with pytest.raises(InputOutput, match="cannot be read"):
        document.read(tmp_path)
    (tmp_path / "p.toml").write_bytes("规则".encode("gb18030"))
    with pytest.raises(BadData, match="is not a text in UTF-8"):
        document.read(tmp_path / "p.toml")


@pytest.mark.parametrize(("until", "told"), [("2026-12-31", 0), ("2063-01-01", 1)])
def test_the_last_year_whose_holidays_are_known(path: Path, until: str, told: int) -> None:
    with warnings.catch_warnings(record=True) as caught, reading(path) as db:
        warnings.simplefilter("always")
        reads.tell_unknown_holidays(db, [until])
        WorkingDays("china").tell_unknown(date(2026, 12, 31))  # the calendar says the same of it
    assert len(caught) == told
