"""Who works with whom."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hamroh.kernel.languages.codes import BY_CODE
from hamroh.web.components.network import Edge, Network, Node
from hamroh.web.components.network import network as laid_out
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import network as network_tag

from ...selectors.network import Ties, network_of
from . import words
from .asking import ROLE_LABELS, Asked, asked
from .frame import empty_of, shown


@require_safe
@page("coordination.view_public")
def network(request: HttpRequest) -> HttpResponse:
    """Two organisations are tied when they have roles in the same undertaking."""
    question = asked(request)
    if not question.form.is_valid():
        return shown(question, "faults", "picture-network")
    ties = network_of(question.picture, theme=question.theme, spot=question.spot)
    # Laid out and written once for each question and language: that takes longer than to count.
    asked_in = [get_language(), question.given]
    written, left_out = question.picture.kept("drawn", asked_in, lambda: _written(question, ties))
    return shown(
        question, "network", "picture-network",
        network=written,
        left_out=left_out,
        empty=empty_of(question) if not ties.bodies else None,
    )  # fmt: skip


def _written(question: Asked, ties: Ties) -> tuple[SafeString, int]:
    """The network as it stands in the page (empty without ties), and how many ties it leaves out."""
    if not ties.ties:
        return SafeString(""), 0
    drawn = _drawn(question, ties)
    return network_tag(drawn), ties.all_ties - len(drawn.ties)


def _drawn(question: Asked, ties: Ties) -> Network:
    bodies, strongest = ties.drawn()
    names = words.names_of(bodies)
    nodes = []
    for one in bodies:
        name = words.picked(names.get(one))
        foreign = name.lang if name.fallback or name.lang == words.UNTOLD else ""
        nodes.append(
            Node(
                key=str(one),
                label=name.text,
                lang=BY_CODE[foreign].code if foreign in BY_CODE else foreign,
                weight=ties.bodies[one],
                group=_group(ties.roles[one]),
                href=question.link("picture-lines", organisation=str(one)),
            )
        )
    edges = [Edge(one=str(tie.one), other=str(tie.other), weight=tie.undertakings) for tie in strongest]
    return laid_out(
        nodes, edges,
        key="picture",
        title=_("Organisations in the same undertakings"),
        value_label=_("Undertakings together"),
        weight_label=_("Undertakings"),
        node_label=_("Organisation"),
    )  # fmt: skip


def _group(roles: frozenset[str]) -> str:
    """What an organisation is in this picture: the role nearest to the work."""
    for role in ("implementing", "programming", "donor"):
        if role in roles:
            return str(ROLE_LABELS[role])
    return ""
