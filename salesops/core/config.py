"""The user's configuration: one small TOML file, every key optional."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from salesops.core.errors import BadData, InputOutput
from salesops.core.i18n import _


class Config(NamedTuple):
    """`database`, `rep`, `language` stand in for options not given; `currency` is used by `init`."""

    database: str | None = None
    rep: str | None = None
    language: str | None = None
    currency: str = "CNY"


def config_path() -> Path:
    """`SALESOPS_CONFIG`, else `config.toml` in the user's configuration folder."""
    if named := os.environ.get("SALESOPS_CONFIG"):
        return Path(named)
    return _user_folder("XDG_CONFIG_HOME", ".config", "user_config_path") / "config.toml"


def data_path() -> Path:
    """Where the database lies unless told otherwise."""
    return _user_folder("XDG_DATA_HOME", ".local/share", "user_data_path") / "salesops.db"


def state_folder() -> Path:
    """Where is kept what may be lost: it lies apart from the data."""
    return _user_folder("XDG_STATE_HOME", ".local/state", "user_state_path")


def load(path: Path) -> Config:
    """Read the configuration at `path`; a missing file is an empty one.

    Raises BadData for a file that is no TOML in UTF-8 or has unknown keys, InputOutput for one that cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except OSError as error:
        from salesops.core.refusals import reason

        raise InputOutput(
            _("The configuration {path} cannot be read: {reason}.").format(path=path, reason=reason(error)),
        ) from error
    except UnicodeDecodeError as error:
        raise BadData(_("{file} is not a text in UTF-8.").format(file=path)) from error
    return _parse(text, path)


def _parse(text: str, path: Path) -> Config:
    import tomllib

    try:
        return Config(**{key: _string(key, value) for key, value in tomllib.loads(text).items()})
    except (ValueError, RecursionError) as error:  # also what is no TOML
        from salesops.core.refusals import reason_in_toml

        reason = reason_in_toml(error)
        raise BadData(
            _("The configuration {path} is not usable: {reason}.").format(path=path, reason=reason),
            _("Known keys: {keys}.").format(keys=", ".join(Config._fields)),
        ) from error


def _string(key: str, value: object) -> str:
    if key not in Config._fields:
        raise ValueError(_("there is no key {key}").format(key=key))
    if isinstance(value, str):
        return value
    raise ValueError(_("{key} must be a text in quotes").format(key=key))


def _user_folder(variable: str, beneath_home: str, function: str) -> Path:
    # platformdirs costs a fifth of a start-up; on Linux its answer is known without it.
    import sys

    if sys.platform == "linux":
        base = os.environ.get(variable, "").strip()
        return Path(base or os.path.join(os.path.expanduser("~"), beneath_home)) / "salesops"
    import platformdirs

    folder: Path = getattr(platformdirs, function)("salesops", appauthor=False)
    return folder
