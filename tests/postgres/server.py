"""A PostgreSQL server of our own: a new folder, no port, gone at the end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SETTINGS = "-c listen_addresses='' -c fsync=off -c shared_buffers=16MB -c unix_socket_directories={folder}"


def programs() -> Path | None:
    """The folder with `initdb` and `pg_ctl` of the newest server that is installed, None if there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    folders = [*([Path(on_path).parent] if on_path else []), *reversed(debian)]
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """A running server that sorts by bytes; how to connect to it.

    It listens on a socket in its own folder only, so that no port is taken. Root may not run a server: the user
    `postgres`, whom Debian's package makes, does it then.
    """
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="salesops-postgres-"))
    if user:
        shutil.chown(folder, user)

    def run(program: str, *arguments: str) -> None:
        command = [bin_folder / program, "-D", folder / "data", *arguments]
        with (folder / "out").open("w") as out:  # a pipe would stay open as long as the server
            code = subprocess.call(
                command, user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )
        assert code == 0, (folder / "out").read_text()

    try:
        run("initdb", "--username=salesops", "--auth=trust", "--locale=C", "--encoding=UTF8", "--no-sync")
        run("pg_ctl", "start", "--wait", "--log", str(folder / "log"), "-o", _SETTINGS.format(folder=folder))
        try:
            yield f"host={folder} user=salesops dbname=postgres"
        finally:
            run("pg_ctl", "stop", "--mode=immediate")
    finally:
        shutil.rmtree(folder)
