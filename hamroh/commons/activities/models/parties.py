"""Who takes part, how to reach them, and what else an activity points to."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CodeField, NarrativesField, RecordField, WrittenField
from .activity import ActivityPart, once, part_of_activity


class OrganisationRole(models.TextChoices):
    """IATI code list OrganisationRole."""

    FUNDING = "1", _("Funding")
    ACCOUNTABLE = "2", _("Accountable")
    EXTENDING = "3", _("Extending")
    IMPLEMENTING = "4", _("Implementing")


class Participation(ActivityPart):
    """An organisation's part in an activity (`participating-org`). `organisation` is empty while it is unmatched."""

    activity = part_of_activity("participating_orgs")
    organisation = models.ForeignKey(
        "organisations.Organisation",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organisation"),
    )
    ref = CodeField(_("organisation identifier"))
    type = CodeField(_("type"))
    role = CodeField(_("role"))
    partner_activity_id = CodeField(_("its own activity"))
    crs_channel_code = CodeField(_("CRS channel"))
    narratives = NarrativesField(_("name"))

    class Meta:
        verbose_name = _("participating organisation")
        verbose_name_plural = _("participating organisations")
        ordering = ["activity", "position"]
        constraints = [once("activity", "participation")]
        indexes = [models.Index(fields=["organisation", "role"], name="activities_participation_role")]

    def __str__(self) -> str:
        return self.narratives[0].text if self.narratives else self.ref or ""


class OtherIdentifier(ActivityPart):
    """Another identifier of the activity (`other-identifier`)."""

    activity = part_of_activity("other_identifiers")
    ref = CodeField(_("identifier"), db_index=True)
    type = CodeField(_("type"))
    owner_org = RecordField(_("owner"), holds="OwnerOrg")

    class Meta:
        verbose_name = _("other identifier")
        verbose_name_plural = _("other identifiers")
        ordering = ["activity", "position"]
        constraints = [once("activity", "other_identifier")]

    def __str__(self) -> str:
        return self.ref or ""


class Contact(ActivityPart):
    """Whom to ask (`contact-info`)."""

    activity = part_of_activity("contact_infos")
    type = CodeField(_("type"))
    organisation = NarrativesField(_("organisation"))
    department = NarrativesField(_("department"))
    person_name = NarrativesField(_("person"))
    job_title = NarrativesField(_("position"))
    telephones = RecordField(_("telephone"), holds="str", many=True)
    emails = RecordField(_("e-mail"), holds="str", many=True)
    websites = RecordField(_("website"), holds="str", many=True)
    mailing_addresses = RecordField(_("postal address"), holds="Narratives", many=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["activity", "position"]
        constraints = [once("activity", "contact")]

    def __str__(self) -> str:
        return self.organisation[0].text if self.organisation else ""


class DocumentLink(ActivityPart):
    """A document on the web (`document-link`). Copies of files live in `kernel.documents`."""

    activity = part_of_activity("document_links")
    url = WrittenField(_("address"))
    format = CodeField(_("format"))
    title = NarrativesField(_("title"))
    description = NarrativesField(_("description"))
    categories = RecordField(_("categories"), holds="str", many=True)
    languages = RecordField(_("languages"), holds="str", many=True)
    document_date = models.DateField(_("date"), null=True, blank=True)
    recipient_countries = RecordField(_("countries"), holds="RecipientCountry", many=True)

    class Meta:
        verbose_name = _("document link")
        verbose_name_plural = _("document links")
        ordering = ["activity", "position"]
        constraints = [once("activity", "document_link")]

    def __str__(self) -> str:
        return self.title[0].text if self.title else self.url or ""


class RelationType(models.TextChoices):
    """IATI code list RelatedActivityType."""

    PARENT = "1", _("Parent")
    CHILD = "2", _("Child")
    SIBLING = "3", _("Sibling")
    CO_FUNDED = "4", _("Co-funded")
    THIRD_PARTY = "5", _("Third party")


class RelatedActivity(ActivityPart):
    """Another activity that this one names (`related-activity`); it need not be known here."""

    activity = part_of_activity("related_activities")
    ref = CodeField(_("identifier"), db_index=True)
    type = CodeField(_("relation"))

    class Meta:
        verbose_name = _("related activity")
        verbose_name_plural = _("related activities")
        ordering = ["activity", "position"]
        constraints = [once("activity", "related_activity")]

    def __str__(self) -> str:
        return self.ref or ""


class ActivityDate(ActivityPart):
    """A date (`activity-date`); `type` 1 planned start, 2 actual start, 3 planned end, 4 actual end."""

    activity = part_of_activity("activity_dates")
    type = CodeField(_("type"))
    iso_date = models.DateField(_("date"), null=True, blank=True)
    narratives = NarrativesField(_("note"))

    class Meta:
        verbose_name = _("date of an activity")
        verbose_name_plural = _("dates of activities")
        ordering = ["activity", "position"]
        constraints = [once("activity", "date")]

    def __str__(self) -> str:
        return f"{self.type} {self.iso_date}"
