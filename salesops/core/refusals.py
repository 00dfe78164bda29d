"""What the operating system and the reader of TOML refuse, in the user's language."""

from __future__ import annotations

import errno

from salesops.core.i18n import N_, _

_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("permission denied"),
    errno.EPERM: N_("not permitted"),
    errno.EEXIST: N_("it exists already"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is no folder"),
    errno.ENOSPC: N_("no space left on the disk"),
    errno.EDQUOT: N_("no space left for this account"),
    errno.EFBIG: N_("the file would be too large"),
    errno.EROFS: N_("it may only be read"),
    errno.EIO: N_("the disk failed"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ELOOP: N_("its links lead in a circle"),
    errno.EBUSY: N_("it is in use"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.EINVAL: N_("the system does not take it"),
}


_PLACE = r"(?s)(.+) \(at (?:line (\d+), column (\d+)|end of document)\)"  # as tomllib ends its sentences


def reason(error: OSError) -> str:
    """Why the system refused, as the end of a sentence; in its own words where it is none of the usual reasons."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)


def reason_in_toml(error: ValueError | RecursionError) -> str:
    """Where a document is no TOML, and in brackets what its reader says of that, which knows English only."""
    import re

    if isinstance(error, RecursionError):
        return _("its brackets are nested too deeply")
    match = re.fullmatch(_PLACE, str(error))
    if match is None:
        return str(error)
    problem, line, column = match.groups()
    place = _("line {line}, column {column} ({problem})") if line else _("at its end ({problem})")
    return place.format(line=line, column=column, problem=problem)
