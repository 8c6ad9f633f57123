"""Run the suite on a PostgreSQL started for it on a free port: `python -m tests.postgres [pytest arguments]`."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.product import free_port

SERVICE_USER = "postgres"
DATABASES = ("hamroh", "care")
# A test database is thrown away: durability would only cost time.
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


def programs() -> Path:
    """The folder of PostgreSQL's programs, newest version first; ends the command with the hint when there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -int(path.parts[-3]))
    if found:
        return found[0].parent
    named = shutil.which("initdb")
    if named is None:
        sys.exit("PostgreSQL is missing: apt-get install postgresql")
    return Path(named).parent


def as_service_user(words: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: then its own user runs it."""
    return (
        ["setpriv", f"--reuid={SERVICE_USER}", f"--regid={SERVICE_USER}", "--clear-groups", *words]
        if os.geteuid() == 0
        else words
    )


@contextmanager
def server() -> Iterator[int]:
    """A server in a temporary folder, listening on loopback alone; yields its port."""
    folder = Path(tempfile.mkdtemp(prefix="hamroh-postgres-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam(SERVICE_USER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    bin_, data, port = programs(), folder / "data", free_port()

    def call(*words: str) -> None:
        subprocess.run(as_service_user(list(words)), check=True, stdout=subprocess.DEVNULL, cwd="/")

    call(str(bin_ / "initdb"), "-D", str(data), "-U", "hamroh", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {QUICK}"
    call(str(bin_ / "pg_ctl"), "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield port
    finally:
        call(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Start, create the databases, run pytest, stop."""
    with server() as port:
        for name in DATABASES:
            subprocess.run(
                [str(programs() / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "hamroh", name], check=True
            )
        address = f"postgresql://hamroh@127.0.0.1:{port}"
        environment = {
            **os.environ, "HAMROH_DATABASE_URL": f"{address}/hamroh", "HAMROH_CARE_DATABASE_URL": f"{address}/care",
        }  # fmt: skip
        return subprocess.run([sys.executable, "-m", "pytest", *arguments], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
