"""A PostgreSQL of our own in a temporary folder: tests and benchmarks start it, use it and stop it."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

# Loss of power is not what the tests are about, and syncing takes most of their time.
QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
STARTED_WITHIN_SECONDS = 60
# The server stops when this shell's standard input closes: when it is told to, and when the tests are killed. At once:
# nobody will read the files again.
_UNTIL_CLOSED = '"$@" & server=$!; read -r _; kill -QUIT $server; wait $server'


class NoPostgreSQLError(Exception):
    """No server can be started here; says why."""


class Cluster:
    """A running server, reached through a socket in its own folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = count(1)

    def url(self, name: str = "postgres") -> str:
        """The URL of a database."""
        return f"postgresql+psycopg://siegeline@/{name}?host={self.folder}"

    def new_url(self) -> str:
        """The URL of a new, empty database."""
        name = f"record_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    def run(self, statement: str, database: str = "postgres") -> None:
        """Run one statement outside any transaction."""
        import psycopg

        with psycopg.connect(host=str(self.folder), user="siegeline", dbname=database, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def cluster(settings: Mapping[str, str] = QUICK, *, within: str | None = None) -> Iterator[Cluster]:
    """Start a server with these settings, its folder in ``within`` (None: where temporary files go); stop it after.

    Raises:
        NoPostgreSQLError: it is not installed, or does not start.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="siegeline-pg-", dir=within))
    owner = _owner()
    try:
        if "user" in owner:
            os.chown(folder, owner["user"], -1)
        made = subprocess.run(
            [programs / "initdb", "-D", folder / "data", "-U", "siegeline", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync"],
            cwd=folder, capture_output=True, text=True, check=False, **owner,
        )  # fmt: skip
        if made.returncode:
            raise NoPostgreSQLError(f"initdb failed: {' '.join(made.stderr.split())}")
        options = {"listen_addresses": "", "unix_socket_directories": str(folder)}
        chosen = [part for name, value in {**options, **settings}.items() for part in ("-c", f"{name}={value}")]
        command = ["sh", "-c", _UNTIL_CLOSED, "sh", programs / "postgres", "-D", folder / "data", *chosen]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=log, stderr=log, **owner)
        try:
            yield _answering(folder, server)
        finally:
            if server.stdin:
                server.stdin.close()
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answering(folder: Path, server: subprocess.Popen[bytes]) -> Cluster:
    import psycopg

    started = Cluster(folder)
    patience = time.monotonic() + STARTED_WITHIN_SECONDS
    while True:
        try:
            started.run("SELECT 1")
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > patience:
                told = (folder / "log").read_text(errors="replace")
                raise NoPostgreSQLError(f"PostgreSQL does not start: {told[-300:]}") from error
            time.sleep(0.05)
        else:
            return started


def _programs() -> Path:
    """The newest server's programs: Debian keeps them off the path, one folder a version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    if found := shutil.which("initdb") or (debian and debian[-1]):
        return Path(found).resolve().parent
    raise NoPostgreSQLError("PostgreSQL's server is not installed; 'make postgresql' does it where there is apt-get")


def _owner() -> dict[str, Any]:
    """Whom the server runs as: it refuses to be root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NoPostgreSQLError("PostgreSQL will not run as root, and there is no user postgres or nobody")
