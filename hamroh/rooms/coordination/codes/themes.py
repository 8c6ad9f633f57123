"""Thematic areas: our seven for a country that coordinates migration, the global clusters for humanitarian 3Ws.

Clusters are those of OCHA's list of global coordination groups (15 entries, HDX, CC BY); the labels in Tajik, Russian
and Chinese are ours, for review.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from hamroh.commons.activities.themes import THEMES

from .entries import CodeList, Entry

_WORDS = {
    "labour_migration": ("labor migration", "labour mobility", "employment abroad", "migrant workers"),
    "migration_health": ("health", "health of migrants", "medical assistance"),
    "counter_trafficking": ("trafficking in persons", "anti-trafficking", "counter trafficking", "TIP", "protection"),
    "border_identity": ("border management", "IBM", "immigration and border management", "identity management"),
    "return_reintegration": ("AVRR", "return", "reintegration", "assisted voluntary return and reintegration"),
    "diaspora_remittances": ("diaspora", "remittances", "migration and development"),
    "policy_data_research": ("policy", "migration policy", "migration data", "research", "migration governance"),
}
MIGRATION = CodeList("migration", (Entry(theme.key, theme.label, _WORDS[theme.key]) for theme in THEMES))

CLUSTERS = CodeList(
    "cluster",
    (
        Entry(
            "SHL",
            _("Emergency shelter and household items"),
            (
                "Emergency Shelter and NFI",
                "Shelter",
                "ESNFI",
                "ES/NFI",
                "S-NFI",
                "SNFI",
                "Shelter and NFI",
                "Shelter/NFI",
                "Shelter & NFIs",
                "Abris",
            ),
        ),
        Entry(
            "CCM",
            _("Camp coordination and camp management"),
            ("CCCM", "Camp Coordination / Management", "Camp Coordination and Camp Management", "Site Management"),
        ),
        Entry(
            "FSC",
            _("Food security"),
            (
                "Food Security",
                "FSL",
                "Food Security and Livelihoods",
                "Agriculture",
                "Food",
                "Sécurité alimentaire",
                "Food Security & Livelihood",
                "Food Assistance",
            ),
        ),
        Entry(
            "WSH",
            _("Water, sanitation and hygiene"),
            ("WASH", "Water Sanitation Hygiene", "Water, Sanitation and Hygiene", "Eau, assainissement et hygiène"),
        ),
        Entry("HEA", _("Health"), ("Salud", "Santé")),
        Entry("NUT", _("Nutrition"), ("Nutrition",)),
        Entry("EDU", _("Education"), ("Educación", "Éducation", "EiE", "Education in Emergencies")),
        Entry("PRO", _("Protection"), ("Protección", "General Protection", "Protection (General)")),
        Entry("PRO-CPN", _("Child protection"), ("Child Protection", "CP", "Protection de l'enfance")),
        Entry("PRO-GBV", _("Gender-based violence"), ("Gender Based Violence", "GBV", "SGBV")),
        Entry("PRO-HLP", _("Housing, land and property"), ("Housing, Land and Property", "HLP")),
        Entry("PRO-MIN", _("Mine action"), ("Mine Action", "Explosive Hazards")),
        Entry("LOG", _("Logistics"), ("Logistics", "Logistique")),
        Entry("TEL", _("Emergency telecommunications"), ("Emergency Telecommunications", "ETC", "ICT")),
        Entry("ERY", _("Early recovery"), ("Early Recovery",)),
        Entry(
            "MULTI",
            _("Several sectors"),
            (
                "Multi-sector",
                "Multisector",
                "Multipurpose Cash",
                "MPC",
                "MPCA",
                "Multi-Purpose Cash Assistance",
                "Multi Purpose Cash",
                "Cash",
            ),
        ),
        Entry(
            "COORD",
            _("Coordination and common services"),
            ("Coordination", "Coordination and Common Services", "Enabling programmes"),
        ),
        Entry("REFUGEE", _("Response for refugees"), ("Refugee Response", "Refugees", "Refugee")),
    ),
)

SCHEMES = {scheme.key: scheme for scheme in (MIGRATION, CLUSTERS)}
# Countries that coordinate migration; elsewhere the 3Ws that we read are humanitarian.
SCHEME_OF_COUNTRY = {"TJK": MIGRATION.key}


def scheme_of(country: str) -> str:
    """The list by which a country counts, until a round says otherwise."""
    return SCHEME_OF_COUNTRY.get(country, CLUSTERS.key)
