"""Where a table comes from, and whether this is the way out for it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.people.decisions import Decision


class Origin(models.TextChoices):
    """What a table was computed from."""

    PERSON_RECORDS = "person_records", _("Records about persons")
    PUBLISHED_STATISTICS = "published_statistics", _("Published statistics")
    PARTNER_TOTALS = "partner_totals", _("Totals reported by partners")


# Small numbers must be protected, and differences to earlier releases checked, before a table leaves. As long as
# that engine is not there, no table about persons leaves.
NO_PROTECTION_YET = Decision(
    False,
    _("This table is computed from records about persons, and this installation cannot protect small numbers yet."),
    _("Keep the table with its owner. It can be released once disclosure control is installed."),
)
HAS_ITS_OWN_WAY = Decision(
    False,
    _("Published statistics need no release: they have already left their owner."),
    _("Enter them as observations of an indicator, with their source and licence."),
)
REPORTED_ALREADY = Decision(
    False,
    _("Totals that a partner reports need no release: the partner answers for them."),
    _("Enter them as observations of an indicator, with the partner as their source; small counts get a warning."),
)
ANSWERS: dict[str, Decision] = {
    Origin.PERSON_RECORDS: NO_PROTECTION_YET,
    Origin.PUBLISHED_STATISTICS: HAS_ITS_OWN_WAY,
    Origin.PARTNER_TOTALS: REPORTED_ALREADY,
}
