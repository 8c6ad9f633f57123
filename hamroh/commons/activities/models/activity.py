"""The activity itself: the root of everything a partner says about one undertaking (IATI 2.03 `iati-activity`)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hamroh.kernel.languages.codes import content_code
from hamroh.kernel.languages.text import pick

from .. import themes
from ..fields import CodeField, NarrativesField, RecordField, WrittenDecimalField, WrittenField, WrittenMomentField


class Status(models.TextChoices):
    """IATI code list ActivityStatus."""

    PIPELINE = "1", _("Pipeline / identification")
    IMPLEMENTATION = "2", _("Implementation")
    FINALISATION = "3", _("Finalisation")
    CLOSED = "4", _("Closed")
    CANCELLED = "5", _("Cancelled")
    SUSPENDED = "6", _("Suspended")


class Visibility(models.TextChoices):
    """Who may see a published activity."""

    PUBLIC = "public", _("everybody")
    PARTNERS = "partners", _("partners who signed in")
    OWN = "own", _("the reporting organisation alone")


class State(models.TextChoices):
    """Our editing state; not the IATI status of the undertaking."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Activity(models.Model):
    """One undertaking. Fields that carry an IATI name hold what the publisher wrote, under that name.

    `content_digest` is the digest of the record rebuilt from all fields; `imported_digest` that of the record last
    taken from a file. They differ when somebody edited here since. `source` is `batch:<id>` or `entered`;
    `changed_by` an actor's key.
    The fields from `title_fold` on are derived by the services and are never exported.
    """

    iati_identifier = models.CharField(_("IATI identifier"), max_length=255, unique=True)
    reporting_organisation = models.ForeignKey(
        "organisations.Organisation",
        models.PROTECT,
        related_name="reported_activities",
        verbose_name=_("reporting organisation"),
    )
    reporting_org = RecordField(_("reporting organisation as written"), holds="ReportingOrg")
    title = NarrativesField(_("title"))
    descriptions = RecordField(_("descriptions"), holds="Description", many=True)
    activity_status = CodeField(_("status"))
    activity_scope = CodeField(_("scope"))
    collaboration_type = CodeField(_("collaboration type"))
    default_flow_type = CodeField(_("default flow type"))
    default_finance_type = CodeField(_("default finance type"))
    default_aid_types = RecordField(_("default aid types"), holds="AidType", many=True)
    default_tied_status = CodeField(_("default tied status"))
    capital_spend = WrittenDecimalField(_("capital spend, per cent"))
    country_budget_items = RecordField(_("items of the country's budget"), holds="CountryBudgetItems")
    humanitarian_scopes = RecordField(_("humanitarian scope"), holds="HumanitarianScope", many=True)
    legacy_data = RecordField(_("legacy data"), holds="LegacyData", many=True)
    conditions = RecordField(_("conditions"), holds="Conditions")
    crs_add = RecordField(_("items for the Creditor Reporting System"), holds="CrsAdd")
    fss = RecordField(_("items for the Forward Spending Survey"), holds="Fss")
    last_updated_datetime = WrittenMomentField(_("updated by the publisher"))
    lang = CodeField(_("default language"))
    default_currency = CodeField(_("default currency"))
    humanitarian = models.BooleanField(_("humanitarian"), null=True, blank=True)
    hierarchy = models.BigIntegerField(_("hierarchy level"), null=True, blank=True)
    linked_data_uri = WrittenField(_("linked data address"))
    budget_not_provided = CodeField(_("why no budget is given"))
    unknown = RecordField(_("what IATI 2.03 does not know"), holds="Unknown", many=True)

    theme = models.CharField(_("thematic area"), max_length=40, choices=themes.CHOICES, blank=True)
    visibility = models.CharField(_("visible to"), max_length=10, choices=Visibility.choices, default=Visibility.PUBLIC)
    state = models.CharField(_("editing state"), max_length=10, choices=State.choices, default=State.DRAFT)
    fictional = models.BooleanField(_("fictional"), default=False)
    source = models.CharField(_("where it came from"), max_length=80, default="entered")
    content_digest = models.CharField(_("digest of the content"), max_length=64)
    imported_digest = models.CharField(_("digest at the last import"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed here"))
    changed_by = models.CharField(_("changed by"), max_length=80, blank=True)

    title_fold = models.CharField(_("title for sorting"), max_length=120, blank=True)
    start = models.DateField(_("start"), null=True, blank=True)
    start_is_planned = models.BooleanField(_("the start is planned"), default=False)
    end = models.DateField(_("end"), null=True, blank=True)
    end_is_planned = models.BooleanField(_("the end is planned"), default=False)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["state", "visibility", "activity_status"], name="activities_shown"),
            models.Index(fields=["theme", "activity_status"], name="activities_by_theme"),
            models.Index(fields=["start"], name="activities_by_start"),
            models.Index(fields=["end"], name="activities_by_end"),
            models.Index(fields=["title_fold"], name="activities_by_title"),
            models.Index(fields=["changed_at"], name="activities_by_change"),
        ]

    def __str__(self) -> str:
        return pick(self.titles).text or self.iati_identifier

    @property
    def titles(self) -> dict[str, str]:
        """The title by language code; a narrative without language counts in the activity's default language."""
        return texts_by_language(self.title, self.lang)

    @property
    def description_texts(self) -> dict[str, str]:
        """The general description by language code."""
        general = (one for one in self.descriptions if one.type in (None, "1"))
        first = next(general, self.descriptions[0] if self.descriptions else None)
        return texts_by_language(first.narratives, self.lang) if first else {}

    @property
    def theme_label(self) -> str:
        """The thematic area in the reader's language; empty when none is set."""
        found = themes.BY_KEY.get(self.theme)
        return str(found.label) if found else ""

    @property
    def status_label(self) -> str:
        """The status in the reader's language; an unknown code as it is written."""
        code = self.activity_status or ""
        return str(Status(code).label) if code in Status.values else code

    @property
    def edited_here(self) -> bool:
        """Whether somebody changed it after the last import."""
        return bool(self.imported_digest) and self.imported_digest != self.content_digest


def texts_by_language(narratives: tuple, default: str | None) -> dict[str, str]:
    """`{language code: text}` of narratives; the first text of each language, languages that we do not know by their
    own code."""
    found: dict[str, str] = {}
    for narrative in narratives:
        code = (narrative.lang or default or "en").lower()
        short = content_code(code) if content_code(code) != "en" or code.startswith("en") else code
        if narrative.text:
            found.setdefault(short, narrative.text)
    return found


class ActivityPart(models.Model):
    """What belongs to one activity and keeps its place in the file."""

    position = models.PositiveIntegerField(_("position"))
    unknown = RecordField(_("what IATI 2.03 does not know"), holds="Unknown", many=True)

    class Meta:
        abstract = True


def part_of_activity(related_name: str) -> models.ForeignKey:
    """The link to the activity. Its index is the one of the unique position."""
    return models.ForeignKey(
        Activity, models.CASCADE, related_name=related_name, db_index=False, verbose_name=_("activity")
    )


def once(owner: str, name: str, *more: str) -> models.UniqueConstraint:
    """A position is taken once: a step that ran twice would be refused by the database."""
    return models.UniqueConstraint(fields=[owner, *more, "position"], name=f"activities_{name}_once")
