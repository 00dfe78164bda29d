"""The versions of the policy as documents: the one that holds, and which ones held before."""

from __future__ import annotations

from sqlite3 import Connection
from typing import NamedTuple

from salesops.core.db.journal import written_by
from salesops.core.db.rows import record, records
from salesops.core.db.sql import all_of
from salesops.core.errors import NotFound
from salesops.core.i18n import _
from salesops.core.policy.document import built_in_text
from salesops.core.values.units import Day


class Version(NamedTuple):
    """A policy that was applied; who by, and with which note. The built-in one has no id."""

    id: int | None
    applied_on: Day | None
    applied_by: str | None
    note: str | None
    document: str


class Applied(NamedTuple):
    """A line of the history of policies."""

    id: int
    applied_on: Day
    applied_by: str | None
    note: str | None


_VERSIONS = f"""
    SELECT v.id, v.applied_on, coalesce(r.name, p.account) AS applied_by, v.note{{document}}
    FROM policy_version AS v {written_by("policy_version", "v")}
    WHERE {{wanted}} ORDER BY v.id DESC"""


def shown(db: Connection, version: int | None = None) -> Version:
    """The document of the policy that holds, or of an earlier `version`. Raises NotFound."""
    sql = _VERSIONS.format(document=", v.document", wanted=all_of({"v.id = :id": version}))
    applied = record(db.execute(sql, {"id": version}), Version)
    if applied is not None:
        return applied
    if version is None:
        return built_in()
    raise NotFound(
        _("There is no policy {version}.").format(version=version),
        _("`salesops policy history` lists them."),
    )


def built_in() -> Version:
    """The policy that holds until another is applied."""
    return Version(None, None, None, None, built_in_text())


def history(db: Connection) -> list[Applied]:
    """The policies that were applied, latest first."""
    return list(records(db.execute(_VERSIONS.format(document="", wanted="TRUE")), Applied))
