"""Files to hand round: they hold customers' data and are readable by their owner only."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from salesops.core.errors import BadValue, InputOutput
from salesops.core.i18n import _


def write_file(path: Path, content: bytes, *, ending: str) -> None:
    """Put `content` at `path`, wholly or not at all, in place of an earlier one.

    Raises BadValue when the name has another `ending`, so that a slip of the hand replaces nothing else, and
    InputOutput when it cannot be written.
    """
    if path.suffix.lower() != ending:
        raise BadValue(
            _("{file} does not end in {ending}.").format(file=path, ending=ending),
            _("Name a file such as {example}.").format(example=f"{path.stem or 'salesops'}{ending}"),
        )
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=".salesops-", delete=False) as draft:
            draft.write(content)
        os.replace(draft.name, path)
    except OSError as error:
        raise InputOutput(
            _("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror)
        ) from error
