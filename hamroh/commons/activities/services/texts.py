"""Titles and descriptions in several languages."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _

from hamroh.formats.iati import records as r
from hamroh.kernel.languages.codes import BY_CODE, content_code
from hamroh.kernel.ledger.actors import Actor

from .. import events
from ..models import Activity
from .editing import InvalidChange, edit

_GENERAL = (None, "1")


def edit_texts(
    *,
    actor: Actor,
    activity: Activity,
    titles: Mapping[str, str] | None = None,
    descriptions: Mapping[str, str] | None = None,
    expected: str | None = None,
) -> Activity:
    """Set the title and the general description in the languages given; an empty text removes that language.

    Other languages, other descriptions and the order of narratives stay. Raises Refused, InvalidChange (unknown
    language, or no title left), ChangedMeanwhile.
    """
    _known_languages(titles or {}, "titles")
    _known_languages(descriptions or {}, "descriptions")

    def change(record: r.Activity) -> r.Activity:
        title = with_texts(record.title, record.lang, titles or {})
        if titles and not title:
            raise InvalidChange("titles", _("An activity needs a title in at least one language."))
        described = _described(record, descriptions or {})
        return msgspec.structs.replace(record, title=title, descriptions=described)

    told = [f"title ({code})" for code in titles or ()] + [f"description ({code})" for code in descriptions or ()]
    return edit(
        actor=actor, activity=activity, event=events.TEXTS_EDITED, change=change, facts={"texts": ", ".join(told)},
        expected=expected,
    )  # fmt: skip


def with_texts(narratives: r.Narratives, default: str | None, texts: Mapping[str, str]) -> r.Narratives:
    """Narratives with the texts of some languages replaced, added, or (empty text) removed."""
    found = list(narratives)
    for code, text in texts.items():
        shown = " ".join(text.split()) if "\n" not in text else text.strip()
        index = next((i for i, one in enumerate(found) if _language(one, default) == content_code(code)), None)
        if index is None:
            if shown:
                found.append(r.Narrative(text=shown, lang=content_code(code)))
        elif shown:
            found[index] = msgspec.structs.replace(found[index], text=shown)
        else:
            del found[index]
    return tuple(found)


def narratives_of(texts: Mapping[str, str]) -> r.Narratives:
    """Narratives of a multilingual text, one for each language that has one."""
    return with_texts((), None, texts)


def _described(record: r.Activity, texts: Mapping[str, str]) -> tuple[r.Description, ...]:
    if not texts:
        return record.descriptions
    found = list(record.descriptions)
    index = next((i for i, one in enumerate(found) if one.type in _GENERAL), None)
    if index is None:
        new = r.Description(narratives=narratives_of(texts))
        return (new, *found) if new.narratives else tuple(found)
    narratives = with_texts(found[index].narratives, record.lang, texts)
    if narratives:
        found[index] = msgspec.structs.replace(found[index], narratives=narratives)
    else:
        del found[index]
    return tuple(found)


def _language(narrative: r.Narrative, default: str | None) -> str:
    code = (narrative.lang or default or "en").lower()
    return content_code(code) if content_code(code) != "en" or code.startswith("en") else code


def _known_languages(texts: Mapping[str, str], field: str) -> None:
    for code in texts:
        if code not in BY_CODE:
            raise InvalidChange(field, _("“{code}” is not a language we know.").format(code=code))
