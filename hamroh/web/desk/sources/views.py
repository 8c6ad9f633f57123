"""The register of legal sources and the page of one; read by everybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hamroh.commons.activities import selectors as activities
from hamroh.commons.sources import selectors
from hamroh.commons.sources.addressees import ADDRESSEES
from hamroh.commons.sources.models import Article, Instrument, Kind, Reliance
from hamroh.kernel.languages.codes import INTERFACE, content_code
from hamroh.kernel.languages.folding import fold_name
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.kernel.ledger.services import subject_of
from hamroh.web.components.records import Crumb, Fact
from hamroh.web.components.register import Column, Empty, Register
from hamroh.web.desk import timeline
from hamroh.web.desk.exports import export_register
from hamroh.web.desk.sources.relying import RecordNames
from hamroh.web.permissions import page

_STALE = Q(articles__reliances__stale_since__isnull=False)


class InstrumentFilter(django_filters.FilterSet):
    """By words in any language, kind, and whether something rests on it that has to be looked at again."""

    q = django_filters.CharFilter(label=gettext_lazy("Title or number"), method="named")
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)
    stale = django_filters.BooleanFilter(label=gettext_lazy("Something is stale"), method="with_stale")

    class Meta:
        model = Instrument
        fields: list[str] = []

    def named(self, instruments: QuerySet[Instrument], name: str, text: str) -> QuerySet[Instrument]:
        """With the text in number or title; compared here, since there are few and no database folds Tajik."""
        wanted = fold_name(text)
        rows = Instrument.objects.values_list("pk", "number", "titles")
        found = [
            pk for pk, number, titles in rows if wanted and wanted in fold_name(" ".join((number, *titles.values())))
        ]
        return instruments.filter(pk__in=found)

    def with_stale(self, instruments: QuerySet[Instrument], name: str, wanted: bool) -> QuerySet[Instrument]:
        """Those with, or without stale reliances."""
        # `stale_count` is annotated by the register.
        return instruments.filter(**({"stale_count__gt": 0} if wanted else {"stale_count": 0}))


COLUMNS = (
    Column(
        key="title",
        label=gettext_lazy("Title"),
        value=lambda row: pick(row.titles).text or row.number,
        language=lambda row: pick(row.titles).lang if row.titles else "",
        fixed=True,
        wide=True,
        href=lambda row: reverse("sources:record", args=[row.key]),
        note=lambda row: row.number,
    ),
    Column(key="kind", label=gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort=("kind",)),
    Column(key="adopted_on", label=gettext_lazy("Adopted"), sort=("adopted_on",)),
    Column(key="articles", label=gettext_lazy("Articles"), value=lambda row: row.article_count, numeric=True),
    Column(
        key="resting", label=gettext_lazy("Records that rest on it"), value=lambda row: row.resting_count, numeric=True
    ),
    Column(
        key="stale",
        label=gettext_lazy("To be looked at again"),
        value=lambda row: row.stale_count,
        template="desk/sources/stale_cell.html",
    ),
)


def _instruments(request: HttpRequest) -> Register:
    acting = request.acting  # type: ignore[attr-defined]
    counted = selectors.visible_to(None, acting.actor).prefetch_related(None)
    may_add = acting.may("sources.change")
    return Register(
        request=request,
        queryset=counted.annotate(
            article_count=Count("articles", distinct=True),
            resting_count=Count("articles__reliances", distinct=True),
            stale_count=Count("articles__reliances", filter=_STALE, distinct=True),
        ),
        columns=COLUMNS,
        caption=gettext_lazy("Legal sources"),
        filters=InstrumentFilter,
        ordering=("kind", "adopted_on", "key"),
        empty=Empty(
            title=gettext_lazy("No legal source yet"),
            text=gettext_lazy(
                "Laws, resolutions and goals stand here with their articles, so that records can rest on them."
            ),
            action=gettext_lazy("Enter an instrument") if may_add else "",
            href=reverse("sources:add") if may_add else "",
        ),
        export_href=reverse("sources:export"),
    )


@require_safe
@page("sources.view")
def register(request: HttpRequest) -> HttpResponse:
    """All instruments."""
    acting = request.acting  # type: ignore[attr-defined]
    context = {
        "register": _instruments(request),
        "may_add": acting.may("sources.change"),
        "may_review": acting.may("sources.review"),
        "stale": selectors.stale_reliances(acting.actor).count(),
    }
    return render(request, "desk/sources/register.html", context)


@require_safe
@page("sources.view")
def export(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook."""
    return export_register(request, _instruments(request))


def find(key: str, viewer: Actor) -> Instrument:
    """By key or number in the database. Raises Http404."""
    seen = selectors.visible_to(None, viewer)
    found = seen.filter(key=key).first()
    if found is None and key.isascii() and key.isdigit() and len(key) < 19:
        found = seen.filter(pk=int(key)).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Provision:
    """An article as its page shows it: its wording in the other languages, who is addressed, what rests on it."""

    article: Article
    addressee: Any
    others: Sequence[tuple[str, str, str]]
    reliances: Sequence[tuple[Reliance, str, str]]
    tagged: int

    @property
    def stale(self) -> int:
        """How many reliances have to be looked at again."""
        return sum(1 for reliance, _name, _href in self.reliances if reliance.stale)


@require_safe
@page("sources.view")
def record(request: HttpRequest, key: str) -> HttpResponse:
    """What the instrument says, article by article, and what rests on it."""
    acting = request.acting  # type: ignore[attr-defined]
    instrument = find(key, acting.actor)
    tags = tag_counts(instrument, acting.actor)
    signed_in = bool(acting.may("desk.view"))
    context: dict[str, Any] = {
        "instrument": instrument,
        "crumbs": crumbs_of(instrument),
        "facts": _facts(instrument, tags),
        "provisions": _provisions(instrument, acting.actor, tags, signed_in=signed_in),
        "is_frame": instrument.kind in {Kind.GOAL_FRAME, Kind.RESOLUTION},
        "may_change": acting.may("sources.change"),
        "may_review": acting.may("sources.review"),
        "signed_in": signed_in,
        "in_force": _in_force(instrument),
        "events": timeline.of_subject(subject_of(instrument)) if signed_in else (),
    }
    return render(request, "desk/sources/record.html", context)


def crumbs_of(instrument: Instrument, *more: str) -> list[Crumb]:
    """The way to a page of the instrument."""
    first = Crumb(label=_("Legal sources"), href=reverse("sources:register"))
    here = reverse("sources:record", args=[instrument.key]) if more else ""
    return [first, Crumb(label=instrument.number, href=here), *(Crumb(label=label) for label in more)]


def _in_force(instrument: Instrument) -> bool:
    today = timezone.localdate()
    begun = instrument.in_force_from is None or instrument.in_force_from <= today
    return begun and (instrument.in_force_to is None or instrument.in_force_to >= today)


def _facts(instrument: Instrument, tags: Mapping[str, int]) -> list[Fact]:
    adopted_by = pick(instrument.adopted_by)
    return [
        Fact(label=_("Kind"), value=instrument.get_kind_display()),
        Fact(label=_("Number"), value=instrument.number),
        Fact(label=_("Adopted"), value=instrument.adopted_on),
        Fact(label=_("Adopted by"), value=adopted_by.text, language=adopted_by.lang if adopted_by.text else ""),
        Fact(label=_("In force from"), value=instrument.in_force_from),
        Fact(label=_("In force until"), value=instrument.in_force_to),
        Fact(label=_("Official text"), value=instrument.url, href=instrument.url),
        Fact(label=_("Review"), value=instrument.review, language="en" if instrument.review else ""),
        Fact(label=_("Activities tagged with it"), value=tags.get("", 0)),
    ]


def tag_counts(instrument: Instrument, viewer: Actor) -> dict[str, int]:
    """Article key → how many visible activities are tagged with it; "" for the instrument as a whole."""
    frames = [one for one in selectors.frames() if one.instrument == instrument.key]
    by_tag = {(one.vocabulary, one.code): one.article for one in frames}
    rows = activities.visible_to(None, viewer).filter(tags__code__in=[one.code for one in frames]).order_by()
    counted = rows.values_list("tags__vocabulary", "tags__code").annotate(n=Count("pk", distinct=True))
    return {by_tag[(vocabulary, code)]: n for vocabulary, code, n in counted if (vocabulary, code) in by_tag}


def _provisions(instrument: Instrument, viewer: Actor, tags: Mapping[str, int], *, signed_in: bool) -> list[Provision]:
    resting = Reliance.objects.filter(article__instrument=instrument).order_by("stale_since", "pk")
    by_article: dict[int, list[Reliance]] = {}
    # What rests on it names records that a visitor may not see.
    for reliance in resting if signed_in else ():
        by_article.setdefault(reliance.article_id, []).append(reliance)
    names = RecordNames(viewer)
    names.meet(reliance.subject for rows in by_article.values() for reliance in rows)
    return [
        Provision(
            article=article,
            addressee=ADDRESSEES.get(article.addressed_to, article.addressed_to),
            others=_other_wordings(article),
            reliances=[(one, *names.of(one.subject)) for one in by_article.get(article.pk, ())],
            tagged=tags.get(article.key, 0),
        )
        for article in instrument.articles.all()
    ]


def _other_wordings(article: Article) -> list[tuple[str, str, str]]:
    """(code, heading, text) in each interface language but the one shown."""
    shown = pick(article.headings).lang
    codes = [language.content for language in INTERFACE if language.content != content_code(shown)]
    return [
        (code, article.headings.get(code, ""), article.texts.get(code, ""))
        for code in codes
        if article.headings.get(code) or article.texts.get(code)
    ]
