"""The fields of a 4W as every door knows them: workbook, foreign file, page, HXL output. One table, no second list.

`key` is what the importer, the workbook and the page call a field; `hxl` the tag that it is written with; `words` are
headings that partners' files use for it, beside the label in each language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FieldKind = Literal["organisation", "text", "theme", "service", "status", "visibility", "place", "pcode", "date",
                    "month", "count", "amount", "currency", "type", "degree", "contact"]  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field. `workbook`: a column of our own workbook; `identity`: says which line it is, when it has no key."""

    key: str
    label: str | Promise
    kind: FieldKind
    hxl: str
    words: tuple[str, ...] = ()
    workbook: bool = True
    identity: bool = False
    width: float = 16
    hint: str | Promise = ""


FIELDS: tuple[Field, ...] = (
    Field(
        "donor",
        _("Donor"),
        "organisation",
        "#org+funder",
        ("Donor Name", "Funded by", "Funding agency", "Bailleur"),
        identity=True,
        width=28,
        hint=_("Who gives the money."),
    ),
    Field(
        "donor_acronym",
        _("Donor, short name"),
        "organisation",
        "#org+funder+acronym",
        ("Donor Acronym",),
        workbook=False,
    ),
    Field(
        "programming",
        _("Programming partner"),
        "organisation",
        "#org+prog",
        (
            "Program Partner Name",
            "Programme partner",
            "Lead organisation",
            "Responsible organisation",
            "Organisation",
            "Organization",
            "Organization_Name",
            "Organisation Name",
            "Org",
            "Organización",
        ),
        identity=True,
        width=28,
        hint=_("Who plans the work and answers for it."),
    ),
    Field(
        "programming_acronym",
        _("Programming partner, short name"),
        "organisation",
        "#org+prog+acronym",
        ("Program partner Acronym", "Org Acronym", "Acronym"),
        workbook=False,
    ),
    Field(
        "implementing",
        _("Implementing partner"),
        "organisation",
        "#org+impl",
        ("Implementing Partner Name", "Implementing organisation", "Implementer", "Partner", "Implementing agency"),
        identity=True,
        width=28,
        hint=_("Who does the work on the spot. The same as the programming partner, if there is no other."),
    ),
    Field(
        "implementing_acronym",
        _("Implementing partner, short name"),
        "organisation",
        "#org+impl+acronym",
        ("Implementing Partner Acronym",),
        workbook=False,
    ),
    Field(
        "implementing_type",
        _("Type of organisation"),
        "type",
        "#org+type",
        ("Implementing Partner Type", "Organization Type", "Organisation Type", "Org type"),
        workbook=False,
    ),
    Field(
        "theme",
        _("Thematic area"),
        "theme",
        "#sector",
        ("Cluster", "Sector", "Sector/Cluster", "Theme", "Area of work"),
        identity=True,
        width=28,
    ),
    Field(
        "service",
        _("Kind of work"),
        "service",
        "#subsector",
        ("Activity", "Subsector", "Sub-sector", "Sub-cluster", "Intervention", "Type of activity", "Service"),
        identity=True,
        width=34,
        hint=_("Choose from the list, or write it in your own words."),
    ),
    Field(
        "title",
        _("Project"),
        "text",
        "#activity+name",
        ("Project title", "Project name", "Title"),
        identity=True,
        width=36,
    ),
    Field(
        "code",
        _("Identifier of the project"),
        "text",
        "#activity+code",
        ("Project code", "Project ID", "IATI identifier", "Activity ID"),
        identity=True,
        width=20,
    ),
    Field(
        "adm1",
        _("Region"),
        "place",
        "#adm1+name",
        ("Admin 1", "Admin1", "Province", "Oblast", "State", "Governorate", "Departamento/Provincia/Estado"),
        identity=True,
        width=20,
    ),
    Field(
        "adm2",
        _("District or city"),
        "place",
        "#adm2+name",
        ("Admin 2", "Admin2", "Zone", "District", "County", "Rayon"),
        identity=True,
        width=20,
    ),
    Field(
        "adm3",
        _("Part of the district"),
        "place",
        "#adm3+name",
        ("Admin 3", "Admin3", "Woreda", "Jamoat", "Ward", "Commune"),
        identity=True,
        width=20,
        workbook=False,
    ),
    Field(
        "adm1_code",
        _("P-code of the region"),
        "pcode",
        "#adm1+code",
        ("RegionPcode", "Admin 1 P-code", "adm1_pcode", "admin1_code"),
        workbook=False,
    ),
    Field(
        "adm2_code",
        _("P-code of the district"),
        "pcode",
        "#adm2+code",
        ("DistrictPcode", "ZonePcode", "Admin 2 P-code", "adm2_pcode", "admin2_code"),
        workbook=False,
    ),
    Field(
        "adm3_code",
        _("P-code of the part"),
        "pcode",
        "#adm3+code",
        ("WoredaPcod", "WoredaPcode", "adm3_pcode"),
        workbook=False,
    ),
    Field(
        "place",
        _("Place"),
        "place",
        "#loc+name",
        ("Location", "Settlement", "Village", "Site", "Localidad"),
        workbook=False,
    ),
    Field(
        "pcode",
        _("P-code"),
        "pcode",
        "#adm+code",
        ("Pcode", "P code", "Place code"),
        width=14,
        hint=_("If you know it: then region and district need not be written."),
    ),
    Field("lat", _("Latitude"), "degree", "#geo+lat", ("Lat", "Latitude"), workbook=False),
    Field("lon", _("Longitude"), "degree", "#geo+lon", ("Long", "Lon", "Lng", "Longitude"), workbook=False),
    Field("status", _("Status"), "status", "#status", ("Activity status", "Project status"), width=14),
    Field("start", _("From"), "date", "#date+start", ("Start date", "Start", "Project start"), width=13),
    Field("end", _("Until"), "date", "#date+end", ("End date", "End", "Project end"), width=13),
    Field(
        "month",
        _("Month"),
        "month",
        "#date+reported",
        ("Reporting month", "Reporting period", "Mes"),
        workbook=False,
        identity=True,
    ),
    Field(
        "targeted_f",
        _("Targeted: women and girls"),
        "count",
        "#targeted+f",
        ("Targeted female", "Female targeted", "Mujeres"),
        width=12,
    ),
    Field(
        "targeted_m",
        _("Targeted: men and boys"),
        "count",
        "#targeted+m",
        ("Targeted male", "Male targeted", "Hombres"),
        width=12,
    ),
    Field(
        "targeted",
        _("Targeted: all"),
        "count",
        "#targeted",
        ("People targeted", "Total targeted", "Beneficiaries targeted"),
        width=12,
    ),
    Field(
        "reached_f",
        _("Reached: women and girls"),
        "count",
        "#reached+f",
        ("Reached female", "Female reached"),
        width=12,
    ),
    Field("reached_m", _("Reached: men and boys"), "count", "#reached+m", ("Reached male", "Male reached"), width=12),
    Field(
        "reached",
        _("Reached: all"),
        "count",
        "#reached",
        ("People reached", "Total reached", "Beneficiaries reached"),
        width=12,
    ),
    Field("amount", _("Budget for the line"), "amount", "#value", ("Budget", "Amount", "Funding"), width=14),
    Field("currency", _("Currency"), "currency", "#currency", ("Currency code",), width=9),
    Field("notes", _("Notes"), "text", "#description", ("Comments", "Remarks", "Note"), width=36),
    Field("visibility", _("Visible to"), "visibility", "#meta+visibility", (), width=18),
    Field(
        "contact_name",
        _("Contact person"),
        "contact",
        "#contact+name",
        ("Focal point", "Contact", "Contact name"),
        workbook=False,
    ),
    Field(
        "contact_email",
        _("E-mail of the contact"),
        "contact",
        "#contact+email",
        ("Email", "Contact email"),
        workbook=False,
    ),
    Field(
        "contact_phone",
        _("Telephone of the contact"),
        "contact",
        "#contact+phone",
        ("Phone", "Contact phone"),
        workbook=False,
    ),
)
BY_KEY = {field.key: field for field in FIELDS}
WORKBOOK = tuple(field for field in FIELDS if field.workbook)
# The workbook's template; a new version when columns change their meaning.
TEMPLATE = ("coordination-4w", "1")
SHEET = "4w"
