"""Kinds of work below the thematic areas of migration, so that an overlap can be seen: two bodies doing the same.

Where a country counts by clusters its own words for the kind of work stand as they are written (folded for comparison).
For review by the responsible body.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .entries import CodeList, Entry


@dataclass(frozen=True)
class Service(Entry):
    """A kind of work and the thematic area that it belongs to."""

    theme: str = ""


def _service(key: str, theme: str, label: object, *words: str) -> Service:
    return Service(key, label, words, theme)  # type: ignore[arg-type]


SERVICES = CodeList(
    "service",
    (
        _service(
            "predeparture_orientation",
            "labour_migration",
            _("Pre-departure orientation"),
            "PDO",
            "PDOT",
            "pre-departure training",
        ),
        _service(
            "job_placement",
            "labour_migration",
            _("Job placement and recruitment"),
            "ethical recruitment",
            "employment services",
        ),
        _service(
            "vocational_training", "labour_migration", _("Vocational training for migrants"), "TVET", "skills training"
        ),
        _service("language_courses", "labour_migration", _("Language courses")),
        _service("workers_rights", "labour_migration", _("Workers' rights and labour inspection"), "labour rights"),
        _service(
            "information_centres",
            "labour_migration",
            _("Information and consultation centres"),
            "migrant resource centre",
            "MRC",
        ),
        _service("health_checks", "migration_health", _("Health checks"), "screening", "medical examination"),
        _service(
            "tuberculosis_hiv",
            "migration_health",
            _("Prevention and treatment of tuberculosis and HIV"),
            "TB",
            "HIV",
            "TB/HIV",
        ),
        _service(
            "clinic_services",
            "migration_health",
            _("Care in clinics and mobile teams"),
            "mobile clinic",
            "primary health care",
        ),
        _service(
            "health_promotion", "migration_health", _("Health promotion among migrants"), "health education", "outreach"
        ),
        _service(
            "mental_health",
            "migration_health",
            _("Mental health and psychosocial support"),
            "MHPSS",
            "psychosocial support",
        ),
        _service("health_staff_training", "migration_health", _("Training of health workers")),
        _service(
            "victim_shelter", "counter_trafficking", _("Shelter for victims of trafficking"), "shelter", "safe house"
        ),
        _service(
            "victim_identification",
            "counter_trafficking",
            _("Identification and referral of victims"),
            "NRM",
            "referral mechanism",
        ),
        _service(
            "legal_advice",
            "counter_trafficking",
            _("Legal advice"),
            "legal aid",
            "legal assistance",
            "legal counselling",
            "free legal aid",
        ),
        _service(
            "prevention_campaigns",
            "counter_trafficking",
            _("Prevention campaigns"),
            "awareness raising",
            "information campaign",
        ),
        _service("investigation_support", "counter_trafficking", _("Support to investigation and courts")),
        _service("border_posts", "border_identity", _("Border posts and equipment"), "border infrastructure"),
        _service("border_training", "border_identity", _("Training of border officers")),
        _service(
            "identity_documents", "border_identity", _("Identity documents"), "civil registration", "documentation"
        ),
        _service("information_systems", "border_identity", _("Border information systems"), "MIDAS", "BMIS"),
        _service("humanitarian_border", "border_identity", _("Humanitarian assistance at the border")),
        _service(
            "return_counselling",
            "return_reintegration",
            _("Counselling and assisted return"),
            "AVR",
            "return counselling",
        ),
        _service(
            "reintegration_grants", "return_reintegration", _("Reintegration grants"), "in-kind grants", "small grants"
        ),
        _service(
            "small_business",
            "return_reintegration",
            _("Support to small business"),
            "business training",
            "entrepreneurship",
        ),
        _service("community_projects", "return_reintegration", _("Community projects"), "community stabilization"),
        _service(
            "family_support", "return_reintegration", _("Support to families left behind"), "families of migrants"
        ),
        _service("diaspora_engagement", "diaspora_remittances", _("Work with the diaspora"), "diaspora mobilization"),
        _service("financial_literacy", "diaspora_remittances", _("Financial literacy"), "financial education"),
        _service("remittance_services", "diaspora_remittances", _("Money transfer services")),
        _service("diaspora_investment", "diaspora_remittances", _("Investment by the diaspora")),
        _service("legislation", "policy_data_research", _("Law and strategy"), "policy advice", "legislation"),
        _service("coordination_support", "policy_data_research", _("Coordination of state bodies"), "coordination"),
        _service("migration_statistics", "policy_data_research", _("Migration statistics"), "data", "statistics"),
        _service("surveys", "policy_data_research", _("Surveys and studies"), "research", "survey", "assessment"),
        _service(
            "civil_servant_training", "policy_data_research", _("Training of civil servants"), "capacity building"
        ),
    ),
)
