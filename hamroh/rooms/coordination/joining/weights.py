"""What speaks for and against two records being one undertaking, as data: points, and the sentence for the page.

The points are logarithms of odds, roughly: one point makes it 2.7 times as likely. They add up with START to the
likeness 1 / (1 + e to the power of minus the sum). Tuned on invented activities turned into lines with the faults that
files have (see the test of likeness); for review when real decisions are at hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Weight:
    """One reason: its points, and what the page says (`facts` of the reason are its placeholders)."""

    points: float
    sentence: str | Promise


START = -6.0
# Proposed from this likeness on; several for one undertaking only when they are as near as this.
THRESHOLD = 0.5
AS_NEAR = 0.05
MOST_PROPOSALS = 3

WEIGHTS: Mapping[str, Weight] = {
    "identifier_same": Weight(9.0, _("Both have the identifier %(identifier)s.")),
    "identifier_within": Weight(6.0, _("The identifier %(identifier)s is a part of the activity's.")),
    "identifier_other": Weight(
        -4.0, _("The identifier %(identifier)s is that of another activity of the same publisher.")
    ),
    "title_same": Weight(4.5, _("The titles are the same.")),
    "title_alike": Weight(3.5, _("The titles are alike (%(share)s per cent).")),
    "title_near": Weight(1.5, _("The titles have much in common (%(share)s per cent).")),
    "title_sounds": Weight(3.0, _("The titles sound alike in two scripts (%(share)s per cent).")),
    "title_unlike": Weight(-3.0, _("The titles differ.")),
    "numbers_differ": Weight(-3.0, _("The titles name different numbers, as of another phase.")),
    "lead_same": Weight(2.0, _("The same organisation answers for both: %(names)s.")),
    "doer_same": Weight(1.5, _("An organisation takes part in both: %(names)s.")),
    "partner_same": Weight(1.0, _("The same partner carries it out: %(names)s.")),
    "donor_same": Weight(0.7, _("The same donor pays: %(names)s.")),
    "nobody_shared": Weight(-3.0, _("No organisation is named in both.")),
    "places_same": Weight(2.0, _("The places are the same.")),
    "places_shared": Weight(1.2, _("Some of the places are the same (%(share)s per cent).")),
    "region_shared": Weight(0.6, _("Both are in the same region, as far as the places are told.")),
    "places_apart": Weight(-2.0, _("The places are others.")),
    "dates_same": Weight(1.5, _("Begin and end are about the same.")),
    "dates_shared": Weight(0.5, _("The times overlap.")),
    "dates_apart": Weight(-2.5, _("The times do not overlap.")),
    "theme_same": Weight(0.5, _("The thematic area is the same.")),
    "theme_other": Weight(-1.0, _("The thematic areas differ.")),
}
# Likeness of titles, from 0 to 100, from which they are the same, alike, near; below the last they differ.
TITLE_SAME, TITLE_ALIKE, TITLE_NEAR, TITLE_UNLIKE = 96.0, 84.0, 70.0, 55.0
SOUNDS_ALIKE = 85.0
# Days that begins or ends may lie apart and still be about the same.
SAME_DAYS = 62
