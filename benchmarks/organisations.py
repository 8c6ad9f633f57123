"""Probable duplicates among 20,000 organisations, in a process of its own: seconds of one core.

The names are multiplied from the sample table of spellings (HAMROH_SAMPLES): most get a place or a word of their own,
as branches and small bodies have, the rest a slip of the pen. The same seed gives the same names.
"""

from __future__ import annotations

import csv
import json
import os
import random
import resource
import subprocess
import sys
import time

from benchmarks.activities import ROOT, SAMPLES, Figure

TABLE = SAMPLES.parents[1] / "coordination-3w" / "org_name_lookup_map.csv"
ORGANISATIONS, SEED = 20_000, 7
BAR_SECONDS, BAR_MEGABYTES = 30.0, 400.0
PLACES = """Khatlon Sughd Rasht Dushanbe Kulob Bokhtar Khujand Panjakent Isfara Konibodom Hisor Vahdat Rudaki Danghara
Farkhor Vose Yovon Norak Shahritus Balkhi Qubodiyon Panj Hamadoni Murghob Khorugh Ishkoshim Rushon Darvoz Vanj Ayni
Asht Spitamen Guliston Istaravshan""".split()
SYLLABLES = "ba ro mi shu kha nur dil zar gul sho far mur tan vel or sit pan ker lo da".split()


def run() -> list[Figure]:
    """Measure in a child process, so that the memory is the proposals' own."""
    command = [sys.executable, "-m", "benchmarks.organisations", str(ORGANISATIONS)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(done.stdout)
    return [
        Figure(f"organisations: duplicates among {ORGANISATIONS:,} names", told["seconds"], BAR_SECONDS, "s"),
        Figure("organisations: memory of the search for duplicates", told["megabytes"], BAR_MEGABYTES, "MB"),
        Figure("organisations: pairs proposed", told["pairs"], None, "pairs"),
        Figure("organisations: misspelled names found", told["found"] * 100, None, "%"),
    ]


def multiplied(count: int) -> tuple[list[str], list[tuple[int, int]]]:
    """(names, pairs of numbers of a name and its misspelling)."""
    dice = random.Random(SEED)
    with TABLE.open(encoding="utf-8", newline="") as file:
        originals = sorted({row["Lookup"] for row in csv.DictReader(file) if len(row["Lookup"].split()) > 2})
    names: list[str] = []
    slips: list[tuple[int, int]] = []
    while len(names) < count:
        name, kind = dice.choice(originals), dice.random()
        if kind < 0.55:
            names.append(f"{name} {dice.choice(PLACES)} {_word(dice)}")
        elif kind < 0.85 or not names:
            names.append(f"{_word(dice)} {name}")
        else:
            meant = dice.randrange(len(names))
            slips.append((meant, len(names)))
            names.append(_misspelled(names[meant], dice))
    return names, slips


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(SYLLABLES) for _ in range(3)).title()


def _misspelled(name: str, dice: random.Random) -> str:
    at = dice.randrange(1, len(name))
    changed = (name[:at] + name[at + 1 :], name[:at] + name[at - 1] + name[at:], name[:at] + "e" + name[at + 1 :])
    return dice.choice(changed)


def _measure(count: int) -> dict[str, float]:
    from hamroh.kernel.organisations.duplicates import Body, propose

    names, slips = multiplied(count)
    begun = time.process_time()
    found = propose([Body(number, (name,)) for number, name in enumerate(names)])
    seconds = time.process_time() - begun
    pairs = {(pair.one, pair.other) for pair in found}
    return {
        "seconds": seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "pairs": len(found),
        "found": sum(pair in pairs for pair in slips) / len(slips),
    }


if __name__ == "__main__":
    print(json.dumps(_measure(int(sys.argv[1]))))
