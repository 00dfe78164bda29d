"""What the operating system refuses, in the user's language."""

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


def reason(error: OSError) -> str:
    """Why the system refused, as the end of a sentence; in its own words where it is none of the usual reasons."""
    known = _REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
