"""What organisations publish about themselves (IATI 2.03 `iati-organisation`): forward budgets by receiver."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..fields import CodeField, NarrativesField, RecordField, WrittenMomentField
from .activity import once
from .finance import Money


class OrganisationFile(models.Model):
    """One `iati-organisation`, matched to the organisation it is about."""

    organisation_identifier = models.CharField(_("organisation identifier"), max_length=255, unique=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="published_files", verbose_name=_("organisation")
    )
    name = NarrativesField(_("name"))
    reporting_org = RecordField(_("reporting organisation as written"), holds="ReportingOrg")
    document_links = RecordField(_("documents"), holds="DocumentLink", many=True)
    last_updated_datetime = WrittenMomentField(_("updated by the publisher"))
    lang = CodeField(_("default language"))
    default_currency = CodeField(_("default currency"))
    unknown = RecordField(_("what IATI 2.03 does not know"), holds="Unknown", many=True)
    source = models.CharField(_("where it came from"), max_length=80, default="entered")
    content_digest = models.CharField(_("digest of the content"), max_length=64)
    changed_at = models.DateTimeField(_("changed here"))
    changed_by = models.CharField(_("changed by"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("organisation file")
        verbose_name_plural = _("organisation files")
        ordering = ["organisation_identifier"]

    def __str__(self) -> str:
        return self.organisation_identifier


class OrganisationBudgetKind(models.TextChoices):
    """For whom a budget is."""

    TOTAL = "total", _("total")
    ORGANISATION = "organisation", _("for an organisation")
    REGION = "region", _("for a region")
    COUNTRY = "country", _("for a country")
    EXPENDITURE = "expenditure", _("spent in total")


class OrganisationBudget(Money):
    """A forward budget, or the expenditure, of an organisation for a year. `recipient_country_code` is derived."""

    file = models.ForeignKey(
        OrganisationFile, models.CASCADE, related_name="budgets", db_index=False, verbose_name=_("organisation file")
    )
    kind = models.CharField(_("for whom"), max_length=12, choices=OrganisationBudgetKind.choices)
    status = CodeField(_("status"))
    recipient_org = RecordField(_("receiving organisation"), holds="RecipientOrg")
    recipient_region = RecordField(_("receiving region"), holds="RecipientRegion")
    recipient_country = RecordField(_("receiving country"), holds="RecipientCountry")
    recipient_country_code = CodeField(_("country"), db_index=True)
    period_start = models.DateField(_("from"), null=True, blank=True)
    period_end = models.DateField(_("until"), null=True, blank=True)
    budget_lines = RecordField(_("lines"), holds="BudgetLine", many=True)

    class Meta:
        verbose_name = _("budget of an organisation")
        verbose_name_plural = _("budgets of organisations")
        ordering = ["file", "kind", "position"]
        constraints = [once("file", "organisation_budget", "kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.period_start}–{self.period_end} {self.amount_written}"
