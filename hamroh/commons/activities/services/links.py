"""Tags and relations to other activities."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..models import Activity, RelationType
from ..selectors.kin import descendants_of
from .editing import InvalidChange, edit
from .texts import narratives_of

_OPPOSITE = {RelationType.PARENT: RelationType.CHILD, RelationType.CHILD: RelationType.PARENT}


def tag_activity(
    *,
    actor: Actor,
    activity: Activity,
    code: str,
    vocabulary: str,
    vocabulary_uri: str | None = None,
    label: Mapping[str, str] | None = None,
    expected: str | None = None,
) -> Activity:
    """Tag the activity: with an SDG target (vocabulary 3), or with a frame of `commons.sources` (its vocabulary, code
    and label). A tag that stands already is not added again. Raises Refused, InvalidChange, ChangedMeanwhile.
    """
    if not code.strip() or not vocabulary.strip():
        raise InvalidChange("code", _("A tag needs a code and its vocabulary."))
    if vocabulary == "99" and not vocabulary_uri:
        raise InvalidChange("vocabulary_uri", _("A vocabulary of one's own needs its address."))
    tag = r.Tag(code=code, vocabulary=vocabulary, vocabulary_uri=vocabulary_uri, narratives=narratives_of(label or {}))

    def change(record: r.Activity) -> r.Activity:
        if any(_same(one, code, vocabulary, vocabulary_uri) for one in record.tags):
            return record
        return msgspec.structs.replace(record, tags=(*record.tags, tag))

    return edit(actor=actor, activity=activity, event=events.TAGGED, change=change, expected=expected,
                facts={"code": code, "vocabulary": vocabulary})  # fmt: skip


def untag_activity(
    *,
    actor: Actor,
    activity: Activity,
    code: str,
    vocabulary: str,
    vocabulary_uri: str | None = None,
    expected: str | None = None,
) -> Activity:
    """Take a tag away. Raises Refused, ChangedMeanwhile."""

    def change(record: r.Activity) -> r.Activity:
        kept = tuple(one for one in record.tags if not _same(one, code, vocabulary, vocabulary_uri))
        return msgspec.structs.replace(record, tags=kept)

    return edit(actor=actor, activity=activity, event=events.UNTAGGED, change=change, expected=expected,
                facts={"code": code, "vocabulary": vocabulary})  # fmt: skip


def relate(*, actor: Actor, activity: Activity, ref: str, relation: str, expected: str | None = None) -> Activity:
    """Relate the activity to another one by identifier (code list RelatedActivityType).

    Raises Refused, ChangedMeanwhile; InvalidChange for itself, or when parents and children would form a circle.
    """
    if relation not in RelationType.values:
        raise InvalidChange("relation", _("“{value}” is not among the choices.").format(value=relation))
    if ref == activity.iati_identifier:
        raise InvalidChange("ref", _("An activity is not related to itself."))
    _check_circle(activity, ref, relation)

    def change(record: r.Activity) -> r.Activity:
        if any((one.ref, one.type) == (ref, relation) for one in record.related_activities):
            return record
        new = r.RelatedActivity(ref=ref, type=relation)
        return msgspec.structs.replace(record, related_activities=(*record.related_activities, new))

    return edit(actor=actor, activity=activity, event=events.RELATED, change=change, expected=expected,
                facts={"ref": ref, "relation": relation})  # fmt: skip


def unrelate(*, actor: Actor, activity: Activity, ref: str, relation: str, expected: str | None = None) -> Activity:
    """Remove a relation. Raises Refused, ChangedMeanwhile."""

    def change(record: r.Activity) -> r.Activity:
        kept = tuple(one for one in record.related_activities if (one.ref, one.type) != (ref, relation))
        return msgspec.structs.replace(record, related_activities=kept)

    return edit(actor=actor, activity=activity, event=events.UNRELATED, change=change, expected=expected,
                facts={"ref": ref, "relation": relation})  # fmt: skip


def _same(tag: r.Tag, code: str, vocabulary: str, uri: str | None) -> bool:
    return (tag.code, tag.vocabulary, tag.vocabulary_uri) == (code, vocabulary, uri)


def _check_circle(activity: Activity, ref: str, relation: str) -> None:
    other = Activity.objects.filter(iati_identifier=ref).first()
    if other is None or relation not in _OPPOSITE:
        return
    above, below = (other, activity) if relation == RelationType.PARENT else (activity, other)
    if above.pk in descendants_of(below.pk):
        raise InvalidChange(
            "ref", _("{ref} is already on the other side: the two would contain each other.").format(ref=ref)
        )
