"""Invented projects on migration health and on policy: mobile clinics, and a study that is suspended."""

from __future__ import annotations

from ..shapes import Project, Related
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

MOBILE_CLINICS = Project(
    identifier="XM-EX-HAMROH-DOCTORS-012",
    reporting_organisation="doctors-of-the-pass",
    area="migration_health",
    status="2",
    title={
        "tg": "Дармонгоҳҳои сайёр барои муҳоҷирони баргашта ва оилаҳои онҳо",
        "ru": "Передвижные амбулатории для вернувшихся мигрантов и их семей",
        "en": "Mobile clinics for returned migrants and their families",
        "zh": "为回返移民及其家庭提供流动诊所",
    },
    description={
        "tg": (
            "Духтур ва ҳамшираи шафқат бо мошини муҷаҳҳаз ба деҳаҳо мераванд, ихтиёран ва махфӣ аз сил ва дигар "
            "бемориҳои сироятӣ муоина мекунанд, модару кӯдакро аз назар мегузаронанд ва дар ҳолати зарурӣ ба маркази "
            "саломатӣ мефиристанд."
        ),
        "ru": (
            "Врач и медсестра на оснащённой машине приезжают в сёла, добровольно и конфиденциально обследуют на "
            "туберкулёз и другие инфекции, осматривают мать и ребёнка и при необходимости направляют в центр "
            "здоровья."
        ),
        "en": (
            "A doctor and a nurse drive to the villages in an equipped vehicle, screen for tuberculosis and other "
            "infections voluntarily and in confidence, see mothers and children, and refer to a health centre when "
            "needed."
        ),
        "zh": (
            "医生和护士乘坐配备医疗设备的车辆下乡，在自愿、保密的前提下筛查结核病及其他传染病，为母婴做检查，必要时转"
            "诊至健康中心。"
        ),
    },
    schedule=schedule(("2025-04-01", "2027-03-31"), ("2025-04-14", None)),
    participants=roles(
        funding=(FUND, "regional-health-office"),
        accountable="ministry-health",
        implementing=("doctors-of-the-pass", "migrant-health-centre"),
    ),
    places=shares(("3590220", "25"), ("3590208", "25"), ("3507232", "25"), ("3507405", "25")),
    sectors=shares(("12220", "40"), ("12263", "30"), ("13020", "10"), ("15190", "20")),
    sdg_targets=("3.8", "3.3"),
    policy_markers=markers(gender="1", mother_child="1"),
    frames=("wha-61-17", "sdg-3-8"),
    budgets=(budget("2025-04-01", "2026-03-31", "118000"), budget("2026-04-01", "2027-03-31", "112000")),
    planned_disbursements=(planned("2026-12-10", "2027-01-15", "42000", OFFICE, provider="regional-health-office"),),
    transactions=(
        income("012-01", "2025-04-03", "230000", "agreement", receiver=OFFICE, committed=True),
        income("012-02", "2025-04-21", "118000", "first-instalment", receiver=OFFICE),
        income(
            "012-03",
            "2026-04-20",
            "70000",
            "next-instalment",
            receiver=OFFICE,
            provider="regional-health-office",
        ),
        commitment("012-04", "2025-05-12", "95000", provider=OFFICE, receiver="doctors-of-the-pass"),
        disbursement("012-05", "2025-05-26", "50000", provider=OFFICE, receiver="doctors-of-the-pass"),
        disbursement("012-06", "2026-05-11", "45000", provider=OFFICE, receiver="doctors-of-the-pass"),
        expenditure("012-07", "2025-08-29", "48700", "equipment", provider=OFFICE),
        expenditure("012-08", "2026-09-18", "21900", "services", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Аҳолӣ дар маҳалли зист муоина шуд",
                "ru": "Жители обследованы по месту жительства",
                "en": "People were examined where they live",
                "zh": "居民在居住地接受检查",
            },
            indicator(
                {
                    "tg": "Шумораи муоинаҳо",
                    "ru": "Число осмотров",
                    "en": "Number of examinations",
                    "zh": "检查人次",
                },
                period("2025-04-01", "2026-03-31", by_sex("2200", "1800"), by_sex("2317", "1654")),
                period("2026-04-01", "2027-03-31", by_sex("2400", "2000"), by_sex("1506", "1188")),
            ),
        ),
        outcome(
            {
                "tg": "Беморон табобатро то охир давом медиҳанд",
                "ru": "Пациенты доводят лечение до конца",
                "en": "Patients complete their treatment",
                "zh": "患者完成治疗",
            },
            indicator(
                {
                    "tg": "Ҳиссаи беморони бо роҳхат фиристодашуда, ки ба марказ расиданд",
                    "ru": "Доля направленных, дошедших до центра здоровья",
                    "en": "Share of people referred who reached the health centre",
                    "zh": "转诊后实际到达健康中心者的比例",
                },
                period(
                    "2025-04-01",
                    "2026-03-31",
                    "70",
                    (value("66"), value("71", sex="female"), value("60", sex="male")),
                ),
                measure="2",
                baseline="38",
            ),
        ),
    ),
    related=(Related(kind="3", identifier="XM-EX-HAMROH-MO-002"),),
    contact="fonusov",
)

CLIMATE_STUDY = Project(
    identifier="XM-EX-HAMROH-IMR-015",
    reporting_organisation="research-institute",
    area="policy_data_research",
    status="6",
    visibility="partners",
    title={
        "tg": "Таҳқиқоти таъсири тағйири иқлим ба муҳоҷират аз деҳаҳои кӯҳӣ",
        "ru": "Исследование влияния изменения климата на миграцию из горных сёл",
        "en": "Study of how climate change affects migration from mountain villages",
        "zh": "气候变化对山村人口迁移影响研究",
    },
    description={
        "tg": (
            "Таҳқиқот нишон медиҳад, ки ярч, сел ва хушксолӣ мардумро чӣ тавр ба кӯч водор мекунанд. Кор то интихоби "
            "ташкилоти нави саҳроӣ боздошта шудааст."
        ),
        "ru": (
            "Исследование показывает, как оползни, сели и засуха вынуждают людей переселяться. Работа приостановлена "
            "до выбора новой полевой организации."
        ),
        "en": (
            "The study shows how landslides, mudflows and drought make people move. Work is suspended until a new "
            "field organisation is chosen."
        ),
        "zh": "本研究说明滑坡、泥石流和干旱如何迫使居民迁移。在选定新的实地调查机构之前，工作暂停。",
    },
    schedule=schedule(("2025-11-01", "2026-12-31"), ("2025-11-10", None)),
    participants=roles(
        funding=(FUND,),
        accountable="commission-secretariat",
        implementing=("research-institute", "administration-university"),
    ),
    places=shares(("3509072", "50"), ("3505228", "50")),
    sectors=shares(("43082", "60"), ("15190", "40")),
    sdg_targets=("13.1", "10.7"),
    policy_markers=markers(governance="1"),
    frames=("sdg-10-7",),
    budgets=(budget("2025-11-01", "2026-10-31", "48000"), budget("2026-11-01", "2026-12-31", "6000")),
    transactions=(
        income("015-01", "2025-11-03", "54000", "agreement", receiver="research-institute", committed=True),
        income("015-02", "2025-11-17", "20000", "first-instalment", receiver="research-institute"),
        expenditure("015-03", "2026-03-31", "8350", "research", provider="research-institute"),
    ),
    results=(
        output(
            {
                "tg": "Ҳисоботи таҳқиқот нашр шуд",
                "ru": "Отчёт об исследовании опубликован",
                "en": "The report of the study is published",
                "zh": "研究报告发布",
            },
            indicator(
                {
                    "tg": "Шумораи хонаводаҳои пурсидашуда",
                    "ru": "Число опрошенных домохозяйств",
                    "en": "Number of households interviewed",
                    "zh": "受访家庭数量",
                },
                period("2025-11-01", "2026-10-31", "600", "143"),
                baseline_date="2025-10-31",
            ),
        ),
    ),
    contact="charoghova",
)

PROJECTS: tuple[Project, ...] = (MOBILE_CLINICS, CLIMATE_STUDY)
