"""The secret link of one reporter: its page without sign-in, until the round is published.

The secret is computed from the installation's key, so that it stands in no row, job or log; the database keeps its
hash. See docs/decisions/report-links.md.
"""

from __future__ import annotations

import base64
import hashlib

from django.core.cache import cache
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from hamroh.kernel.ledger.actors import Actor

from .models import Reporter, RoundStage
from .permissions import LINK

_SALT = "coordination.report-link"
OPEN_STAGES = (RoundStage.CALLED, RoundStage.CLOSED)
# Counted for each link, and for each address that tries links which do not exist.
OPENED_A_MINUTE, WRONG_A_MINUTE, MINUTE = 60, 20, 60


def token_of(reporter: Reporter) -> str:
    """The secret of the reporter's present link."""
    mac = salted_hmac(_SALT, f"{reporter.pk}:{reporter.link_number}", algorithm="sha256").digest()
    return f"{reporter.pk}-{base64.urlsafe_b64encode(mac).decode().rstrip('=')}"


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def renew(reporter: Reporter) -> None:
    """Give the reporter a new link, which ends the old one. In the caller's transaction, which records it."""
    reporter.link_number += 1
    reporter.token_hash = hash_of(token_of(reporter))
    reporter.save(update_fields=["link_number", "token_hash"])


def keep(reporter: Reporter) -> None:
    """Make the kept hash that of the present secret: it differs after the installation's key was changed."""
    wanted = hash_of(token_of(reporter))
    if reporter.token_hash != wanted:
        Reporter.objects.filter(pk=reporter.pk).update(token_hash=wanted)
        reporter.token_hash = wanted


def reporter_of(token: str) -> Reporter | None:
    """Whose link it is, whatever the stage of the round; None for a link that was never made or was replaced."""
    number, _dash, _mac = token.partition("-")
    if not number.isdecimal() or len(number) > 18:
        return None
    found = Reporter.objects.select_related("round", "organisation", "place").filter(pk=int(number)).first()
    if found is None or not found.token_hash or not constant_time_compare(found.token_hash, hash_of(token)):
        return None
    return found


def works(reporter: Reporter) -> bool:
    """Whether the link still opens the report."""
    return reporter.round.stage in OPEN_STAGES


def actor_of(reporter: Reporter) -> Actor:
    """Who comes by the link: nobody by name, with the one verb of reporting, for this reporter alone."""
    return Actor(
        f"{LINK}{reporter.pk}",
        role="focal_point",
        organisation_id=reporter.organisation_id,
        scopes=frozenset({"coordination.report"}),
    )


def path_of(token: str, language: str) -> str:
    """The address of the link's page, without the installation's origin."""
    with override(language):
        return reverse("coordination:link", args=[token])


def allow(kind: str, key: str, most: int) -> bool:
    """Count a try; False when there were more than `most` in this minute."""
    counter = f"coordination.{kind}:{hashlib.sha256(key.encode()).hexdigest()[:32]}"
    if cache.add(counter, 1, MINUTE):
        return True
    try:
        return cache.incr(counter) <= most
    except ValueError:
        # It ran out between the two calls.
        return True


def holder(key: str) -> str:
    """How the ledger's readers call who reports by a link: the body that it was sent to."""
    number = key.removeprefix(LINK)
    found = Reporter.objects.select_related("organisation").filter(pk=number).first() if number.isdigit() else None
    return _("%(name)s, by the link in the letter") % {"name": found} if found is not None else ""
