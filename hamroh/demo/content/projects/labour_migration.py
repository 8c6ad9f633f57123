"""Invented projects on labour migration: preparation before departure, and fair recruitment."""

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

PREPARATION = Project(
    identifier="XM-EX-HAMROH-MO-003",
    reporting_organisation="migration-organisation",
    area="labour_migration",
    status="2",
    title={
        "tg": "Омодасозӣ пеш аз сафар ва эътирофи касбу ҳунари муҳоҷирони меҳнатӣ",
        "ru": "Предвыездная подготовка и признание квалификации трудовых мигрантов",
        "en": "Pre-departure training and recognition of labour migrants' skills",
        "zh": "劳务移民行前培训与技能认证",
    },
    description={
        "tg": (
            "Шаҳрвандоне, ки ба муҳоҷирати меҳнатӣ мераванд, дар маркази наздиктарин забон, қонун ва ҳуқуқҳои худро "
            "меомӯзанд ва барои касби худ шаҳодатнома мегиранд. Занон ва ҷавонони деҳот дар навбати аввал қабул карда "
            "мешаванд."
        ),
        "ru": (
            "Граждане, выезжающие на работу за границу, в ближайшем центре изучают язык, законы и свои права и "
            "получают свидетельство о квалификации. Женщины и сельская молодёжь принимаются в первую очередь."
        ),
        "en": (
            "Citizens who leave for work abroad learn the language, the law and their rights at the nearest centre "
            "and have their trade certified. Women and young people from villages are admitted first."
        ),
        "zh": (
            "准备出国务工的公民可在就近的中心学习语言、法律和自身权利，并取得职业技能证书。农村妇女和青年优先录取。"
        ),
    },
    schedule=schedule(("2025-01-15", "2027-06-30"), ("2025-01-27", None)),
    participants=roles(
        funding=(FUND, "estovia-ministry"),
        accountable="migration-service",
        implementing=("departure-centre", "apricot-road", "warm-hearth"),
    ),
    places=shares(("3507401", "35"), ("3507405", "25"), ("3507205", "20"), ("3509036", "20")),
    sectors=shares(("15190", "50"), ("11330", "35"), ("16020", "15")),
    sdg_targets=("10.7", "8.8", "4.4"),
    policy_markers=markers(gender="1"),
    frames=("sdg-10-7",),
    budgets=(
        budget("2025-01-15", "2025-12-31", "140000"),
        budget("2026-01-01", "2026-12-31", "155000"),
        budget("2027-01-01", "2027-06-30", "60000", status="1"),
    ),
    planned_disbursements=(planned("2027-01-10", "2027-02-10", "60000", OFFICE, provider="estovia-ministry"),),
    transactions=(
        income("003-01", "2025-01-20", "355000", "agreement", receiver=OFFICE, committed=True),
        income("003-02", "2025-02-03", "140000", "first-instalment", receiver=OFFICE),
        income("003-03", "2026-01-26", "155000", "next-instalment", receiver=OFFICE, provider="estovia-ministry"),
        commitment("003-04", "2025-02-17", "180000", provider=OFFICE, receiver="departure-centre"),
        disbursement("003-05", "2025-03-03", "90000", provider=OFFICE, receiver="departure-centre"),
        disbursement("003-06", "2026-02-16", "90000", provider=OFFICE, receiver="departure-centre"),
        expenditure("003-07", "2026-08-31", "47600", "training", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Муҳоҷирон пеш аз сафар омодагӣ гирифтанд",
                "ru": "Мигранты подготовлены до выезда",
                "en": "Migrants are prepared before departure",
                "zh": "移民在出发前得到培训",
            },
            indicator(
                {
                    "tg": "Шумораи хатмкунандагони курси пеш аз сафар",
                    "ru": "Число окончивших предвыездной курс",
                    "en": "Number of people who completed the pre-departure course",
                    "zh": "完成行前课程的人数",
                },
                period("2025-01-15", "2025-12-31", by_sex("400", "900"), by_sex("372", "968")),
                period("2026-01-01", "2026-12-31", by_sex("600", "1100"), by_sex("541", "1032")),
            ),
        ),
        outcome(
            {
                "tg": "Касбу ҳунари муҳоҷирон дар хориҷ эътироф мешавад",
                "ru": "Квалификация мигрантов признаётся за рубежом",
                "en": "Migrants' skills are recognised abroad",
                "zh": "移民的技能在国外得到承认",
            },
            indicator(
                {
                    "tg": "Ҳиссаи хатмкунандагоне, ки аз рӯйи касби худ кор мекунанд",
                    "ru": "Доля окончивших, работающих по своей специальности",
                    "en": "Share of graduates who work in their own trade",
                    "zh": "从事本专业工作的学员比例",
                },
                period("2026-01-01", "2026-12-31", "45", (value("41"), value("44", age="18-29"))),
                measure="2",
                baseline="22",
            ),
        ),
    ),
    contact="rohchaeva",
)

FAIR_RECRUITMENT = Project(
    identifier="XM-EX-HAMROH-004",
    area="labour_migration",
    status="2",
    title={
        "tg": "Ба кор гирифтани одилона: фаъолияти шаффофи агентиҳои хусусии шуғл",
        "ru": "Добросовестный наём: прозрачная работа частных агентств занятости",
        "en": "Fair recruitment: private employment agencies that work in the open",
        "zh": "公平招聘：让私营职业介绍机构公开透明运作",
    },
    description={
        "tg": (
            "Феҳристи агентиҳои иҷозатномадор барои ҳама кушода мешавад, нозирон санҷишро ёд мегиранд ва муҳоҷир "
            "метавонад аз шартномаи нодуруст ё пули зиёдатӣ ба забони худ шикоят кунад."
        ),
        "ru": (
            "Реестр агентств с разрешением открывается для всех, инспекторы учатся проверять их работу, а мигрант "
            "может на своём языке пожаловаться на неверный договор или лишние сборы."
        ),
        "en": (
            "The register of licensed agencies is opened to everybody, inspectors learn how to check them, and a "
            "migrant can complain in his or her own language about a wrong contract or excessive fees."
        ),
        "zh": "向公众开放持证机构名录，培训检查人员，移民可用自己的语言就不实合同或超额收费提出投诉。",
    },
    schedule=schedule(("2025-09-01", "2027-08-31"), ("2025-09-08", None)),
    participants=roles(
        funding=(FUND,),
        accountable="ministry-labour",
        implementing=("migration-service", "employers-union", "guiding-star"),
    ),
    places=shares(("3501000", "50"), ("3505401", "30"), ("3505256", "20")),
    sectors=shares(("15190", "50"), ("16070", "50")),
    sdg_targets=("10.7", "8.8"),
    policy_markers=markers(governance="1"),
    frames=("sdg-10-7",),
    budgets=(budget("2025-09-01", "2026-08-31", "96000"), budget("2026-09-01", "2027-08-31", "104000")),
    planned_disbursements=(planned("2027-03-01", "2027-03-31", "44000", OFFICE),),
    transactions=(
        income("004-01", "2025-09-02", "200000", "agreement", receiver=OFFICE, committed=True),
        income("004-02", "2025-09-15", "96000", "first-instalment", receiver=OFFICE),
        income("004-03", "2026-09-14", "60000", "next-instalment", receiver=OFFICE),
        disbursement("004-04", "2025-10-20", "38000", provider=OFFICE, receiver="guiding-star"),
        expenditure("004-05", "2026-03-27", "29400", "training", provider=OFFICE),
        expenditure("004-06", "2026-10-30", "18250", "outreach", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Агентиҳо зери назорати мунтазам қарор доранд",
                "ru": "Агентства регулярно проверяются",
                "en": "Agencies are inspected regularly",
                "zh": "职业介绍机构受到定期检查",
            },
            indicator(
                {
                    "tg": "Шумораи агентиҳои санҷидашуда",
                    "ru": "Число проверенных агентств",
                    "en": "Number of agencies inspected",
                    "zh": "接受检查的机构数量",
                },
                period("2025-09-01", "2026-08-31", "20", "23"),
                period("2026-09-01", "2027-08-31", "35", "7"),
            ),
            indicator(
                {
                    "tg": "Муддати миёнаи баррасии шикоят, рӯз",
                    "ru": "Средний срок рассмотрения жалобы, дней",
                    "en": "Mean time to settle a complaint, days",
                    "zh": "处理投诉的平均时间（天）",
                },
                period("2025-09-01", "2026-08-31", "30", "34"),
                period("2026-09-01", "2027-08-31", "21", "26"),
                baseline="55",
                ascending=False,
            ),
        ),
    ),
    contact="rohchaeva",
)

PROJECTS: tuple[Project, ...] = (PREPARATION, FAIR_RECRUITMENT)
