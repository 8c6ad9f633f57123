"""Where the tests find real files, read in place: the folder in HAMROH_SAMPLES, else ``shared/data`` beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE_PROJECT = Path(__file__).resolve().parents[5] / "shared" / "data"
FOLDER = Path(os.environ.get("HAMROH_SAMPLES") or _BESIDE_PROJECT) / "iati"

# Where CI=true nothing is skipped: a missing folder fails.
needs_samples = pytest.mark.skipif(
    not FOLDER.is_dir() and os.environ.get("CI") != "true",
    reason="real files are missing: set HAMROH_SAMPLES to the folder that holds iati/",
)

USAID = FOLDER / "samples" / "usaid-activities-798.xml"
IOM = FOLDER / "samples" / "iom-activity-XM-DAC-47066-DP.2154.xml"
EXAMPLE = FOLDER / "samples" / "iati-2.03-activity-example-annotated.xml"
ORGANISATION_EXAMPLE = FOLDER / "samples" / "iati-2.03-organisation-example-annotated.xml"
WORLD_BANK = FOLDER / "samples" / "world-bank-organisation.xml"
ADB = FOLDER / "samples" / "asian-development-bank-organisation.xml"
RULESET = FOLDER / "rulesets" / "standard.json"
SCHEMAS = FOLDER / "schemas-2.03"
CODELISTS = FOLDER / "codelists"

# path, kind, number of records, narratives, transactions, budgets of any kind: counted with another parser, not with the reader
# (USAID: 3,191 narratives, of which 245 inside the publisher's own usg: elements)
SAMPLES = [
    (USAID, "activities", 108, 2946, 622, 0),
    (IOM, "activities", 1, 17, 1, 1),
    (EXAMPLE, "activities", 1, 64, 1, 1),
    (ORGANISATION_EXAMPLE, "organisations", 1, 32, 0, 5),
    (WORLD_BANK, "organisations", 1, 796, 0, 310),
    (ADB, "organisations", 1, 667, 0, 249),
]
IDS = [sample[0].stem for sample in SAMPLES]
