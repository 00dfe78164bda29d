"""Files to hand round: they hold customers' data and are readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from salesops.core.errors import BadValue, InputOutput
from salesops.core.i18n import _
from salesops.core.refusals import reason
from salesops.core.values.text import abridged


def check_writable(path: Path, endings: Sequence[str]) -> None:
    """See that a file can be written to `path` before long work is done for it.

    Raises BadValue when its name has none of the `endings`, so that a slip of the hand replaces nothing else, and
    InputOutput when its folder is not there.
    """
    if path.suffix.lower() not in endings:
        raise BadValue(
            _("{file} does not end in {ending}.").format(
                file=abridged(str(path)), ending=_(" or ").join(endings)
            ),
            _("Name a file such as {example}.").format(
                example=f"{abridged(path.stem) or 'salesops'}{endings[0]}"
            ),
        )
    if not path.parent.is_dir():
        raise InputOutput(
            _("{file} cannot be written: {reason}.").format(
                file=path, reason=_("there is no such file or folder")
            )
        )


@contextmanager
def written(path: Path) -> Iterator[IO[bytes]]:
    """A file that is at `path` once the block ends, in place of an earlier one; not at all when the block fails.

    Raises InputOutput when it cannot be written.
    """
    try:
        with ExitStack() as on_failure:
            draft = NamedTemporaryFile(dir=path.parent, prefix=".salesops-", delete=False)  # noqa: SIM115
            on_failure.callback(Path(draft.name).unlink, missing_ok=True)
            with draft:
                yield draft
                draft.flush()
                os.fsync(draft.fileno())
            os.replace(draft.name, path)
            on_failure.pop_all()
    except OSError as error:
        raise InputOutput(
            _("{file} cannot be written: {reason}.").format(file=path, reason=reason(error))
        ) from error
