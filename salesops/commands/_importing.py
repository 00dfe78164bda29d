"""The one `import` command, registered on every noun whose records can come from a file."""

from __future__ import annotations

from salesops.commands._app import App


def add_import(app: App, record: str) -> None:
    """Give `app` an `import FILE` command for `record`."""
