"""What one activity is linked to: partners, places, other activities, frames, documents, contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hamroh.commons.activities import selectors
from hamroh.commons.activities.models import Activity, OrganisationRole, RelatedActivity, RelationType
from hamroh.commons.sources import selectors as sources
from hamroh.formats.iati import records as r
from hamroh.kernel.languages.text import pick
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.desk.activities.links import address, web_address
from hamroh.web.desk.activities.words import code_label, texts

OPPOSITE = {RelationType.PARENT: RelationType.CHILD, RelationType.CHILD: RelationType.PARENT}


@dataclass(frozen=True)
class Partner:
    """An organisation in its roles; `href` is empty while it is not matched to one of ours."""

    names: Mapping[str, str]
    roles: str
    href: str


@dataclass(frozen=True)
class Related:
    """Another activity; `href` is empty when it is not known here or the reader may not see it."""

    relation: str
    titles: Mapping[str, str]
    identifier: str
    href: str


@dataclass(frozen=True)
class Labelled:
    """A code with its words, the language of a text that is in one language only, its share and its page."""

    code: str
    names: Mapping[str, str]
    share: str = ""
    href: str = ""


@dataclass(frozen=True)
class Paper:
    """A document on the web."""

    names: Mapping[str, str]
    href: str
    note: str


def partners_of(activity: Activity) -> list[Partner]:
    """The organisations that take part, each once with all its roles, in the order of the roles."""
    parts = activity.participating_orgs.select_related("organisation").defer("unknown")
    found: dict[object, tuple[Mapping[str, str], list[str], str]] = {}
    for part in sorted(parts, key=lambda one: (one.role or "9", one.position)):
        known = part.organisation
        names = known.names if known else texts(part.narratives, activity.lang) or {"": part.ref or "–"}
        key = known.pk if known else str(names)
        role = str(OrganisationRole(part.role).label) if part.role in OrganisationRole.values else part.role or ""
        href = address("organisations:record", known.pk) if known else ""
        entry = found.setdefault(key, (names, [], href))
        if role and role not in entry[1]:
            entry[1].append(role)
    return [Partner(names, ", ".join(roles), href) for names, roles, href in found.values()]


def related_of(activity: Activity, viewer: Actor) -> list[Related]:
    """Activities that this one names, and those that name it."""
    named = [(one.ref or "", one.type or "") for one in activity.related_activities.all()]
    naming = RelatedActivity.objects.filter(ref=activity.iati_identifier).exclude(activity=activity)
    named += [(ref, OPPOSITE.get(kind, kind)) for ref, kind in naming.values_list("activity__iati_identifier", "type")]  # type: ignore[call-overload]
    pairs = list(dict.fromkeys(named))
    seen = selectors.visible_to(None, viewer).filter(iati_identifier__in=[ref for ref, _kind in pairs])
    known = {one.iati_identifier: one for one in seen}
    hidden = set(
        Activity.objects.filter(iati_identifier__in=[ref for ref, _kind in pairs]).values_list(
            "iati_identifier", flat=True
        )
    )
    found = []
    for ref, kind in sorted(pairs, key=lambda pair: pair[1]):
        if ref in hidden and ref not in known:
            # It is here and not for this reader: even its identifier stays unsaid.
            continue
        other = known.get(ref)
        relation = str(RelationType(kind).label) if kind in RelationType.values else str(kind)
        found.append(
            Related(
                relation, other.titles if other else {}, ref, address("activities:record", other.pk) if other else ""
            )
        )
    return found


def sectors_of(record: r.Activity) -> list[Labelled]:
    """Sectors with their shares."""
    found = []
    for one in record.sectors:
        own = texts(one.narratives, record.lang)
        label, language = code_label("Sector" if one.vocabulary in (None, "1") else "SectorCategory", one.code)
        names = own or ({language or "": label} if label != one.code else {})
        share = f"{one.percentage.normalize():f}" if one.percentage is not None else ""
        found.append(Labelled(one.code or "", names, share))
    return found


def markers_of(record: r.Activity) -> list[Labelled]:
    """Policy markers with their significance."""
    found = []
    for one in record.policy_markers:
        label, language = code_label("PolicyMarker", one.code)
        found.append(
            Labelled(one.code or "", texts(one.narratives, record.lang) or {language: label}, one.significance or "")
        )
    return found


def tags_of(record: r.Activity) -> list[Labelled]:
    """Tags; those that are frames of the legal sources lead to their instrument."""
    if not record.tags:
        return []
    frames = {(frame.vocabulary, frame.code): frame for frame in sources.frames()}
    by_key = {(sources.OWN, frame.article or frame.instrument): frame for frame in frames.values()}
    found: dict[str, Labelled] = {}
    for tag in record.tags:
        key = (tag.vocabulary or "", tag.code or "")
        frame = frames.get(key) or by_key.get(key)
        code = f"SDG {tag.code}" if tag.vocabulary in ("2", "3") else (frame.number if frame else tag.code or "")
        names = texts(tag.narratives, record.lang) or (frame.labels if frame else {})
        href = address("sources:record", frame.instrument) if frame else ""
        # An SDG target and our own frame of it are the same thing to a reader.
        if code not in found or (href and not found[code].href):
            found[code] = Labelled(code, names, href=href)
    return list(found.values())


def papers_of(record: r.Activity) -> list[Paper]:
    """Documents, each only when its address is one that a browser may open."""
    found = []
    for one in record.document_links:
        href = web_address(one.url)
        names = texts(one.title, record.lang) or {"": one.url or "–"}
        note = ", ".join(part for part in (one.format or "", str(one.document_date or "")) if part)
        found.append(Paper(names, href, note))
    return found


def contact_lines(record: r.Activity) -> list[dict[str, object]]:
    """Contacts as the publisher gives them to everybody in the activity's own file."""
    return [
        {
            "organisation": texts(one.organisation, record.lang),
            "department": texts(one.department, record.lang),
            "person": texts(one.person_name, record.lang),
            "position": texts(one.job_title, record.lang),
            "emails": one.emails,
            "telephones": one.telephones,
            "websites": [(site, web_address(site)) for site in one.websites],
        }
        for one in record.contact_infos
    ]


def title_in(activity: Activity) -> str:
    """The title for this reader."""
    return pick(activity.titles).text or activity.iati_identifier
