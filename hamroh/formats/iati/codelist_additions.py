"""Codes added to the standard's lists after the day of the installed package (2018), so that current files are not
blamed for being current.

Facts: codes and their English names from the code lists of IATI (non-embedded, as of June 2026), which replicate the
OECD DAC and CRS lists and ISO 4217.
"""

from __future__ import annotations

from collections.abc import Mapping

AS_OF = "2026-06-22"

ADDITIONS: Mapping[str, Mapping[str, str]] = {
    "AidType": {
        "B021": "Core contributions to multilateral institutions",
        "B022": "Core contributions to global funds",
        "B031": "Contributions to multi-donor/multi-entity funding mechanisms",
        "B032": "Contributions to multi-donor/single-entity funding mechanisms",
        "B033": (
            "Contributions to single-donor funding mechanisms and contributions earmarked for a specific funding "
            "window or geographical location"
        ),
        "H03": "Asylum-seekers ultimately accepted",
        "H04": "Asylum-seekers ultimately rejected",
        "H05": "Recognised refugees",
        "H06": "Refugees and asylum seekers in other provider countries",
    },
    "AidTypeVocabulary": {
        "2": "Earmarking Category",
        "3": "Earmarking Modality",
        "4": "Cash and Voucher Modalities",
    },
    "Currency": {
        "BYN": "Belarussian Ruble",
        "MRU": "Ouguiya",
        "SLE": "Leone",
        "STN": "Dobra",
        "VED": "Bolivar Soberano",
        "VES": "Bolivar Soberano",
        "ZMW": "Zambian Kwacha",
    },
    "FinanceType": {
        "1": "GNI: Gross National Income",
        "2": "ODA % GNI",
        "3": "Total Flows % GNI",
        "4": "Population",
    },
    "IndicatorVocabulary": {
        "9": "UN Sustainable Development Goals (SDG) Indicators",
    },
    "OtherIdentifierType": {
        "A4": "FTS Flow ID",
    },
    "PolicyMarker": {
        "10": "Disaster Risk Reduction(DRR)",
        "11": "Disability",
        "12": "Nutrition",
    },
    "Region": {
        "1027": "Eastern Africa, regional",
        "1028": "Middle Africa, regional",
        "1029": "Southern Africa, regional",
        "1030": "Western Africa, regional",
        "1031": "Caribbean, regional",
        "1032": "Central America, regional",
        "1033": "Melanesia, regional",
        "1034": "Micronesia, regional",
        "1035": "Polynesia, regional",
    },
    "Sector": {
        "11250": "School feeding",
        "11260": "Lower secondary education",
        "12196": "Health statistics and data",
        "12264": "COVID-19 control",
        "12310": "NCDs control, general",
        "12320": "Tobacco use control",
        "12330": "Control of harmful use of alcohol and drugs",
        "12340": "Promotion of mental health and well-being",
        "12350": "Other prevention and treatment of NCDs",
        "12382": "Research for prevention and control of NCDs",
        "13096": "Population statistics and data",
        "15190": "Facilitation of orderly, safe, regular and responsible migration and mobility",
        "15196": "Government and civil society statistics and data",
        "16070": "Labour rights",
        "16080": "Social dialogue",
        "23231": "Solar energy for isolated grids and standalone systems",
        "23232": "Solar energy - thermal applications",
        "23631": "Electric power transmission and distribution (isolated mini-grids)",
        "23641": "Retail distribution of liquid or solid fossil fuels",
        "23642": "Electric mobility infrastructures",
        "24050": "Remittance facilitation, promotion and optimisation",
        "25030": "Business development services",
        "25040": "Responsible business conduct",
        "32173": "Modern biofuels manufacturing",
        "32174": "Clean cooking appliances manufacturing",
        "43060": "Disaster Risk Reduction",
        "43071": "Food security policy and administrative management",
        "43072": "Household food security programmes",
        "43073": "Food safety and quality",
        "72011": "Basic Health Care Services in Emergencies",
        "72012": "Education in emergencies",
        "74020": "Multi-hazard response preparedness",
        "93011": "Refugees/asylum seekers in donor countries - food and shelter",
        "93012": "Refugees/asylum seekers in donor countries - training",
        "93013": "Refugees/asylum seekers in donor countries - health",
        "93014": "Refugees/asylum seekers in donor countries - other temporary sustenance",
        "93015": "Refugees/asylum seekers in donor countries - voluntary repatriation",
        "93016": "Refugees/asylum seekers in donor countries - transport",
        "93017": "Refugees/asylum seekers in donor countries - rescue at sea",
        "93018": "Refugees/asylum seekers in donor countries - administrative costs",
    },
    "SectorVocabulary": {
        "11": "North American Industry Classification System (NAICS)",
        "12": "UN System Function",
    },
    "TagVocabulary": {
        "2": "UN Sustainable Development Goals (SDG)",
        "3": "UN Sustainable Development Goals (SDG) Targets",
        "4": "Team Europe Initiatives",
        "5": "Global Food and Nutrition Security (GFNS) Preparedness Plan (PP)",
    },
}
