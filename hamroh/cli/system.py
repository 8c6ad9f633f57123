"""The one list of Debian packages: which are missing, which feature each serves, install where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import click

from hamroh.config.environment import ROOT

LIST = ROOT / "system-packages.txt"


def wanted() -> dict[str, str]:
    """Package → feature."""
    lines = (line.split("#", 1)[0].strip() for line in LIST.read_text(encoding="utf-8").splitlines())
    return {name: feature.strip() for name, _, feature in (line.partition(" ") for line in lines if line)}


def missing() -> list[str]:
    """Packages of the list that Debian's database does not show as installed."""
    if shutil.which("dpkg-query") is None:
        return list(wanted())
    lacking = []
    for name in wanted():
        state = subprocess.run(
            ["dpkg-query", "-W", "-f=${Status}", name], capture_output=True, text=True, check=False
        ).stdout
        if "install ok installed" not in state:
            lacking.append(name)
    return lacking


def install(names: list[str]) -> None:
    """Install with apt, without questions."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-q", "update"], check=True, env=environment, stdout=subprocess.DEVNULL)
    subprocess.run(
        ["apt-get", "-q", "-y", "install", "--no-install-recommends", *names],
        check=True,
        env=environment,
        stdout=subprocess.DEVNULL,
    )


@click.command("system-packages")
@click.option("--install", "may_install", is_flag=True, help="Install what is missing, as root on Debian.")
def system_packages(may_install: bool) -> None:
    """Name the missing system packages, or install them."""
    lacking = missing()
    if lacking and may_install and os.geteuid() == 0 and shutil.which("apt-get"):
        click.echo(f"Installing {' '.join(lacking)} …", err=True)
        install(lacking)
        lacking = missing()
    for name in lacking:
        click.echo(f"{name} is missing ({wanted()[name]}). Install it: apt-get install {name}", err=True)
    sys.exit(1 if lacking else 0)
