"""A full disk: ``siegeline read`` onto a small file system until it is full, then to its end when there is room again.

    python benchmarks/full_disk.py --store sqlite

The run must end in one line and exit code 2, whole reports only must be on record, ``verify`` must pass, and the same
command goes on where it stopped. The file system is a tmpfs in a mount namespace of its own, which ends with this
program: it takes root, or a kernel that lets users make namespaces. PostgreSQL takes root, and has its tables in a
tablespace there. It is part of the tests.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from invented import CLAIMS_EACH
from kills import Remembering, check, finish, start, write_reports

from siegeline.record import Record

MIB = 1 << 20
INSIDE = "SIEGELINE_INSIDE_NAMESPACE"
CANNOT = 77  # exit code: no such file system can be made here


def run_until_full(url: str, folder: Path, reader: Remembering) -> str:
    """Read; the one line that it ends in.

    Raises:
        SystemExit: it ended otherwise.
    """
    with tempfile.TemporaryFile() as errors:
        child, pipe = start(url, folder, reader, errors.fileno())
        _, status = os.waitpid(child, 0)
        os.close(pipe)
        errors.seek(0)
        told = errors.read().decode()
    if os.waitstatus_to_exitcode(status) != 2 or len(told.splitlines()) != 1:
        raise SystemExit(f"it ended with {os.waitstatus_to_exitcode(status)} and said: {told}")
    return told.strip()


def filled(url: str, clean: str, *, small: Path, folder: Path, reports: int) -> str:
    """Do it all; what came of it, in words."""
    reader = write_reports(folder, reports)
    finish(*start(clean, folder, reader))
    Record.open(url).close()
    ballast = small / "ballast"
    with ballast.open("wb") as opened:
        os.posix_fallocate(opened.fileno(), 0, max(1, shutil.disk_usage(small).free - MIB))
    told = run_until_full(url, folder, reader)
    again = run_until_full(url, folder, reader)
    ballast.unlink()
    kept = check(url)
    finish(*start(url, folder, reader))
    check(url)
    with Record.open(clean) as one, Record.open(url) as other:
        if not 0 < kept < reports or one.claims() != other.claims() or one.reports() != other.reports():
            raise SystemExit(f"{kept} reports were kept, and then the claims are not those of the clean run")
    return (
        f"full after {kept} of {reports} reports: {told!r}; again: {again!r}; with room, verify passes, and then the "
        f"same {reports * CLAIMS_EACH} claims as one clean run"
    )


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--store", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--reports", type=int, default=100)
    chosen = parser.parse_args()
    root = os.geteuid() == 0
    if chosen.store == "postgresql" and not root:
        print("only root can mount a file system that PostgreSQL, which is not root, may use", file=sys.stderr)
        raise SystemExit(CANNOT)
    if INSIDE not in os.environ:
        namespace = ["unshare", "--mount"] if root else ["unshare", "--mount", "--map-root-user"]
        possible = shutil.which("unshare") and not subprocess.call([*namespace, "true"], stderr=subprocess.DEVNULL)
        if not possible:
            print("this system lets nobody here make a mount namespace", file=sys.stderr)
            raise SystemExit(CANNOT)
        os.environ[INSIDE] = "1"
        os.execvp(namespace[0], [*namespace, sys.executable, *sys.argv])  # noqa: S606
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        small, inside = Path(folder, "small"), Path(folder, "reports")
        small.mkdir()
        inside.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(small)], check=True)
        stack.callback(subprocess.run, ["umount", str(small)], check=True)
        if chosen.store == "postgresql":
            from postgresql import cluster

            server = stack.enter_context(cluster())
            Path(folder).chmod(0o755)
            os.chown(small, server.folder.stat().st_uid, -1)
            server.run(f"CREATE TABLESPACE small LOCATION '{small}'")
            server.run("CREATE DATABASE small TABLESPACE small")
            url, clean = server.url("small"), server.new_url()
        else:
            url, clean = f"sqlite:///{small}/record.db", f"sqlite:///{folder}/clean.db"
        print(f"{chosen.store}:", filled(url, clean, small=small, folder=inside, reports=chosen.reports))


if __name__ == "__main__":
    main()
