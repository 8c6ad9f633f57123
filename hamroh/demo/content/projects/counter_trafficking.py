"""Invented projects against trafficking in persons. Details of shelters are for partners only."""

from __future__ import annotations

from ..shapes import Project
from .builders import (
    FUND,
    OFFICE,
    budget,
    by_sex,
    commitment,
    disbursement,
    expenditure,
    income,
    indicator,
    markers,
    outcome,
    output,
    period,
    planned,
    roles,
    schedule,
    shares,
    value,
)

REFERRAL = Project(
    identifier="XM-EX-HAMROH-WINDOW-005",
    reporting_organisation="open-window",
    area="counter_trafficking",
    status="2",
    title={
        "tg": "Механизми миллии равонасозӣ ва дастгирии ҷабрдидагони савдои одамон",
        "ru": "Национальный механизм перенаправления и поддержки пострадавших от торговли людьми",
        "en": "National referral mechanism and support for victims of trafficking in persons",
        "zh": "人口贩运受害人国家转介机制与支持",
    },
    description={
        "tg": (
            "Милитсия, табиб, муаллим ва нозири меҳнат медонанд, ки ҷабрдидаро чӣ тавр шинохта, ба куҷо равона "
            "кунанд. Ҷабрдида ҷойи амн, ёрии тиббӣ, равоншиносӣ ва ҳуқуқӣ мегирад ва маълумот дар бораи ӯ махфӣ "
            "мемонад."
        ),
        "ru": (
            "Милиция, врач, учитель и инспектор труда знают, как распознать пострадавшего и куда его направить. "
            "Пострадавший получает безопасное жильё, медицинскую, психологическую и правовую помощь, а сведения о нём "
            "остаются в тайне."
        ),
        "en": (
            "Police, doctors, teachers and labour inspectors know how to recognise a victim and where to turn. "
            "Victims receive a safe place and medical, psychological and legal help, and what is known about them "
            "stays confidential."
        ),
        "zh": (
            "警察、医生、教师和劳动监察员知道如何识别受害人以及向何处转介。受害人可获得安全住所以及医疗、心理和法律援"
            "助，其信息予以保密。"
        ),
    },
    schedule=schedule(("2024-07-01", "2027-06-30"), ("2024-07-15", None)),
    participants=roles(
        funding=("nordavia-agency",),
        accountable="ministry-interior",
        implementing=("open-window", "ministry-health", "bridge-and-road"),
    ),
    places=shares(("3501000", "60"), ("3505401", "40")),
    sectors=shares(("15190", "40"), ("15160", "35"), ("16010", "25")),
    sdg_targets=("8.7", "16.2", "5.2"),
    policy_markers=markers(gender="2", governance="1"),
    budgets=(
        budget("2024-07-01", "2025-06-30", "130000"),
        budget("2025-07-01", "2026-06-30", "135000"),
        budget("2026-07-01", "2027-06-30", "135000"),
    ),
    planned_disbursements=(planned("2027-01-15", "2027-02-28", "65000", OFFICE, provider="nordavia-agency"),),
    transactions=(
        income(
            "005-01",
            "2024-07-01",
            "400000",
            "agreement",
            receiver=OFFICE,
            provider="nordavia-agency",
            committed=True,
        ),
        income("005-02", "2024-07-22", "130000", "first-instalment", receiver=OFFICE, provider="nordavia-agency"),
        income("005-03", "2025-07-21", "135000", "next-instalment", receiver=OFFICE, provider="nordavia-agency"),
        income("005-04", "2026-07-20", "70000", "next-instalment", receiver=OFFICE, provider="nordavia-agency"),
        commitment("005-05", "2024-08-05", "190000", provider=OFFICE, receiver="open-window"),
        disbursement("005-06", "2024-09-02", "60000", provider=OFFICE, receiver="open-window"),
        disbursement("005-07", "2025-09-01", "65000", provider=OFFICE, receiver="open-window"),
        expenditure("005-08", "2026-06-30", "58700", "services", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Ҷабрдидагон ба хадамоти кӯмакрасон равона карда шуданд",
                "ru": "Пострадавшие направлены в службы помощи",
                "en": "Victims are referred to services",
                "zh": "受害人被转介到援助服务机构",
            },
            indicator(
                {
                    "tg": "Шумораи мутахассисоне, ки тартиби равонасозиро омӯхтаанд",
                    "ru": "Число специалистов, обученных порядку перенаправления",
                    "en": "Number of professionals trained in the referral procedure",
                    "zh": "接受转介程序培训的专业人员人数",
                },
                period("2024-07-01", "2025-06-30", by_sex("60", "80"), by_sex("66", "75")),
                period("2025-07-01", "2026-06-30", by_sex("80", "100"), by_sex("84", "103")),
                baseline_date="2024-06-30",
            ),
        ),
        outcome(
            {
                "tg": "Равонасозӣ зуд ва аз рӯйи тартиби ягона сурат мегирад",
                "ru": "Перенаправление идёт быстро и по единому порядку",
                "en": "Referral is quick and follows one procedure",
                "zh": "转介迅速且程序统一",
            },
            indicator(
                {
                    "tg": "Ҳиссаи ҳолатҳое, ки дар давоми як шабонарӯз равона карда шудаанд",
                    "ru": "Доля случаев, переданных в течение суток",
                    "en": "Share of cases referred within one day",
                    "zh": "一天内完成转介的案例比例",
                },
                period("2025-07-01", "2026-06-30", "75", "68"),
                measure="2",
                baseline="40",
                baseline_date="2024-06-30",
            ),
        ),
    ),
    contact="panjaraev",
)

PREVENTION = Project(
    identifier="XM-EX-HAMROH-APRICOT-006",
    reporting_organisation="apricot-road",
    area="counter_trafficking",
    status="2",
    title={
        "tg": "«Аввал пурс, баъд рав»: пешгирии савдои одамон дар мактабҳо ва деҳот",
        "ru": "«Сначала спроси, потом поезжай»: предупреждение торговли людьми в школах и сёлах",
        "en": "“Ask first, then go”: preventing trafficking in persons in schools and villages",
        "zh": "“先问清，再出发”：在学校和乡村预防人口贩运",
    },
    description={
        "tg": (
            "Хонандагони синфҳои болоӣ, волидон ва фаъолони маҳалла меомӯзанд, ки пешниҳоди шубҳаноки корро чӣ гуна "
            "шиносанд ва аз кӣ кӯмак пурсанд. Радио ва театри халқӣ ба деҳаҳои дурдаст мераванд."
        ),
        "ru": (
            "Старшеклассники, родители и активисты махалли учатся распознавать сомнительные предложения работы и "
            "узнают, у кого просить помощи. Радио и народный театр приходят в отдалённые сёла."
        ),
        "en": (
            "Older pupils, parents and neighbourhood leaders learn how to recognise a doubtful job offer and whom to "
            "ask for help. Radio and village theatre reach remote places."
        ),
        "zh": "高年级学生、家长和社区骨干学习如何识别可疑的工作邀约，了解向谁求助。广播和乡村戏剧走进偏远村庄。",
    },
    schedule=schedule(("2025-09-01", "2027-05-31"), ("2025-09-15", None)),
    participants=roles(
        funding=(FUND, "solaria-foundation"),
        accountable="ministry-education",
        implementing=("apricot-road", "companion-radio", "seven-springs"),
    ),
    places=shares(("3507401", "30"), ("3507234", "20"), ("3507232", "20"), ("3505413", "30")),
    sectors=shares(("15160", "50"), ("11231", "30"), ("15190", "20")),
    sdg_targets=("8.7", "16.2"),
    policy_markers=markers(gender="1"),
    budgets=(
        budget("2025-09-01", "2026-08-31", "72000"),
        budget("2026-09-01", "2027-05-31", "58000"),
    ),
    planned_disbursements=(planned("2027-02-01", "2027-02-28", "28000", OFFICE),),
    transactions=(
        income("006-01", "2025-09-03", "130000", "agreement", receiver=OFFICE, committed=True),
        income("006-02", "2025-09-22", "72000", "first-instalment", receiver=OFFICE),
        income("006-03", "2026-09-21", "30000", "next-instalment", receiver=OFFICE, provider="solaria-foundation"),
        disbursement("006-04", "2025-10-13", "34000", provider=OFFICE, receiver="apricot-road"),
        disbursement("006-05", "2025-10-20", "18000", provider=OFFICE, receiver="companion-radio"),
        expenditure("006-06", "2026-05-15", "14900", "outreach", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Хонандагон ва волидон аз хатари савдои одамон огоҳанд",
                "ru": "Школьники и родители знают об опасности торговли людьми",
                "en": "Pupils and parents know the risk of trafficking",
                "zh": "学生和家长了解人口贩运的风险",
            },
            indicator(
                {
                    "tg": "Шумораи иштирокчиёни дарсҳо ва вохӯриҳо",
                    "ru": "Число участников уроков и встреч",
                    "en": "Number of people who took part in lessons and meetings",
                    "zh": "参加课程和见面会的人数",
                },
                period("2025-09-01", "2026-08-31", by_sex("2500", "2500"), by_sex("2684", "2391")),
            ),
            indicator(
                {
                    "tg": "Ҳиссаи хонандагоне, ки рақами телефони бовариро медонанд",
                    "ru": "Доля школьников, знающих телефон доверия",
                    "en": "Share of pupils who know the helpline number",
                    "zh": "知道求助热线号码的学生比例",
                },
                period(
                    "2025-09-01",
                    "2026-08-31",
                    "70",
                    (value("64"), value("69", sex="female"), value("59", sex="male")),
                ),
                measure="2",
                baseline="18",
                baseline_date="2025-08-31",
            ),
        ),
    ),
    contact="panjaraev",
)

PROJECTS: tuple[Project, ...] = (REFERRAL, PREVENTION)
