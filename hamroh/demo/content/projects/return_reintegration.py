"""An invented programme of return and reintegration with two child projects.

The budget of the programme (009) includes the money of its children (013 closed, 014 in preparation): a
total that adds all three counts the same money twice, which the demonstration lets one see and avoid.
"""

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

PROGRAMME_ID = "XM-EX-HAMROH-MO-009"
DESKS_ID = "XM-EX-HAMROH-HEARTH-013"
GRANTS_ID = "XM-EX-HAMROH-MO-014"

PROGRAMME = Project(
    identifier=PROGRAMME_ID,
    reporting_organisation="migration-organisation",
    area="return_reintegration",
    status="2",
    title={
        "tg": "Барномаи бозгашти ихтиёрӣ ва реинтегратсияи муҳоҷирон",
        "ru": "Программа добровольного возвращения и реинтеграции мигрантов",
        "en": "Programme of voluntary return and reintegration of migrants",
        "zh": "移民自愿回返与重新融入计划",
    },
    description={
        "tg": (
            "Муҳоҷире, ки ба ватан бармегардад, дар як равзана машварат, кӯмаки равоншинос, роҳхат ба духтур ва "
            "дастгирӣ барои ёфтани кор ё оғози кори худ мегирад. Барнома аз ду лоиҳаи хурд иборат аст."
        ),
        "ru": (
            "Вернувшийся на родину мигрант в одном окне получает консультацию, помощь психолога, направление к врачу "
            "и поддержку в поиске работы или открытии своего дела. Программа включает два малых проекта."
        ),
        "en": (
            "A migrant who comes home finds advice, a psychologist, a referral to a doctor and help in finding work "
            "or starting a business at a single desk. The programme consists of two smaller projects."
        ),
        "zh": "回国的移民可在一个窗口获得咨询、心理帮助、转诊以及就业或创业支持。该计划包含两个小型项目。",
    },
    schedule=schedule(("2024-04-01", "2027-12-31"), ("2024-04-15", None)),
    participants=roles(
        funding=(FUND, "nordavia-agency"),
        accountable="migration-service",
        implementing=("warm-hearth", "city-kulob", "city-bokhtar", "mountain-road-bank"),
    ),
    places=shares(("3507405", "40"), ("3507401", "30"), ("3507229", "15"), ("3509047", "15")),
    sectors=shares(("15190", "55"), ("16020", "25"), ("16010", "20")),
    sdg_targets=("10.7", "8.5", "1.4"),
    policy_markers=markers(gender="1", disability="1"),
    frames=("sdg-10-7",),
    budgets=(
        budget("2024-04-01", "2025-03-31", "150000"),
        budget("2025-04-01", "2026-03-31", "120000"),
        budget("2026-04-01", "2027-03-31", "130000"),
        budget("2027-04-01", "2027-12-31", "90000", status="1"),
    ),
    planned_disbursements=(
        planned("2027-01-15", "2027-02-28", "40000", OFFICE),
        planned("2027-04-01", "2027-05-31", "90000", OFFICE, provider="nordavia-agency"),
    ),
    transactions=(
        income("009-01", "2024-04-02", "490000", "agreement", receiver=OFFICE, committed=True),
        income("009-02", "2024-04-22", "150000", "first-instalment", receiver=OFFICE),
        income("009-03", "2025-04-14", "120000", "next-instalment", receiver=OFFICE, provider="nordavia-agency"),
        income("009-04", "2026-04-13", "90000", "next-instalment", receiver=OFFICE),
        commitment(
            "009-05",
            "2024-05-13",
            "110000",
            provider=OFFICE,
            receiver="warm-hearth",
            receiver_activity=DESKS_ID,
        ),
        disbursement(
            "009-06",
            "2024-06-03",
            "60000",
            provider=OFFICE,
            receiver="warm-hearth",
            receiver_activity=DESKS_ID,
        ),
        disbursement(
            "009-07",
            "2025-05-05",
            "50000",
            provider=OFFICE,
            receiver="warm-hearth",
            receiver_activity=DESKS_ID,
        ),
        expenditure("009-08", "2026-07-31", "43700", "services", provider=OFFICE),
    ),
    results=(
        outcome(
            {
                "tg": "Баргаштагон дар ватан рӯзгори устувор доранд",
                "ru": "Вернувшиеся устойчиво живут на родине",
                "en": "Returnees have a stable life at home",
                "zh": "回返人员在家乡生活稳定",
            },
            indicator(
                {
                    "tg": "Ҳиссаи баргаштагоне, ки пас аз шаш моҳ даромади доимӣ доранд",
                    "ru": "Доля вернувшихся, имеющих постоянный доход через шесть месяцев",
                    "en": "Share of returnees with a regular income after six months",
                    "zh": "六个月后有固定收入的回返人员比例",
                },
                period(
                    "2025-04-01",
                    "2026-03-31",
                    "50",
                    (
                        value("46"),
                        value("41", sex="female"),
                        value("49", sex="male"),
                    ),
                ),
                measure="2",
                baseline="28",
                baseline_date="2024-03-31",
            ),
        ),
    ),
    related=(Related(kind="2", identifier=DESKS_ID), Related(kind="2", identifier=GRANTS_ID)),
    contact="ayvonova",
)

DESKS = Project(
    identifier=DESKS_ID,
    reporting_organisation="warm-hearth",
    area="return_reintegration",
    status="4",
    title={
        "tg": "Равзанаи ягона барои муҳоҷирони баргашта дар Кӯлоб ва Ҳамадонӣ",
        "ru": "Единое окно для вернувшихся мигрантов в Кулябе и Хамадони",
        "en": "A single desk for returned migrants in Kulob and Hamadoni",
        "zh": "库洛布和哈马多尼回返移民“一站式窗口”",
    },
    description={
        "tg": (
            "Дар як шаҳр ва як ноҳия равзанаи ягона кушода шуд, ки он ҷо муҳоҷири баргашта бе навбати дароз ба ҳамаи "
            "хадамоти зарурӣ роҳ меёбад. Таҷрибаи он ба барномаи умумӣ супорида шуд."
        ),
        "ru": (
            "В городе и районе открыто единое окно, где вернувшийся мигрант без долгих очередей попадает во все "
            "нужные службы. Опыт передан общей программе."
        ),
        "en": (
            "A single desk was opened in a city and a district, where a returned migrant reaches every service "
            "without long queues. The experience was handed over to the programme."
        ),
        "zh": "在一市一区设立一站式窗口，回返移民无需长时间排队即可办理各项服务。相关经验已移交总体计划。",
    },
    schedule=schedule(("2024-05-01", "2025-12-31"), ("2024-05-20", "2025-12-19")),
    participants=roles(funding=(FUND,), accountable="migration-service", implementing=("warm-hearth", "city-kulob")),
    places=shares(("3507405", "60"), ("3507229", "40")),
    sectors=shares(("15190", "70"), ("16010", "30")),
    sdg_targets=("10.7",),
    policy_markers=markers(gender="1"),
    frames=("sdg-10-7",),
    budgets=(budget("2024-05-01", "2025-04-30", "60000"), budget("2025-05-01", "2025-12-31", "50000")),
    transactions=(
        income(
            "013-01",
            "2024-06-03",
            "60000",
            "first-instalment",
            receiver="warm-hearth",
            provider=OFFICE,
            provider_activity=PROGRAMME_ID,
        ),
        income(
            "013-02",
            "2025-05-05",
            "50000",
            "next-instalment",
            receiver="warm-hearth",
            provider=OFFICE,
            provider_activity=PROGRAMME_ID,
        ),
        expenditure("013-03", "2024-09-27", "31200", "equipment", provider="warm-hearth"),
        expenditure("013-04", "2025-11-28", "77450", "services", provider="warm-hearth"),
    ),
    results=(
        output(
            {
                "tg": "Муҳоҷирони баргашта аз равзанаи ягона истифода бурданд",
                "ru": "Вернувшиеся мигранты обратились в единое окно",
                "en": "Returned migrants used the single desk",
                "zh": "回返移民使用一站式窗口",
            },
            indicator(
                {
                    "tg": "Шумораи муроҷиаткунандагон",
                    "ru": "Число обратившихся",
                    "en": "Number of people who came to the desk",
                    "zh": "前来办事的人数",
                },
                period("2024-05-01", "2025-12-31", by_sex("250", "650"), by_sex("287", "701")),
                baseline_date="2024-04-30",
            ),
        ),
    ),
    related=(Related(kind="1", identifier=PROGRAMME_ID), Related(kind="3", identifier=GRANTS_ID)),
    contact="ayvonova",
)

GRANTS = Project(
    identifier=GRANTS_ID,
    reporting_organisation="migration-organisation",
    area="return_reintegration",
    status="1",
    title={
        "tg": "Кӯмаки хурди молиявӣ ба баргаштагон: марҳалаи дуюм",
        "ru": "Малые гранты вернувшимся: второй этап",
        "en": "Small grants for returnees: second phase",
        "zh": "回返人员小额资助：第二阶段",
    },
    description={
        "tg": (
            "Баргаштагоне, ки нақшаи кори худро ҳимоя мекунанд, маблағи хурд ва якчанд моҳ мураббӣ мегиранд. Лоиҳа "
            "дар марҳалаи омодагист."
        ),
        "ru": (
            "Вернувшиеся, защитившие свой бизнес-план, получают небольшой грант и наставника на несколько месяцев. "
            "Проект готовится."
        ),
        "en": (
            "Returnees who defend their business plan receive a small grant and a mentor for some months. The project "
            "is being prepared."
        ),
        "zh": "通过商业计划答辩的回返人员可获得小额资助和数月的导师指导。项目正在筹备中。",
    },
    schedule=schedule(("2027-01-15", "2027-12-15")),
    participants=roles(
        funding=("nordavia-agency",),
        accountable="migration-service",
        implementing=("mountain-road-bank", "city-bokhtar"),
    ),
    places=shares(("3507401", "60"), ("3509047", "40")),
    sectors=shares(("16020", "60"), ("15190", "40")),
    sdg_targets=("8.5", "10.7"),
    policy_markers=markers(gender="2"),
    budgets=(budget("2027-01-15", "2027-12-15", "85000", status="1", value_date="2026-10-01"),),
    planned_disbursements=(planned("2027-02-01", "2027-03-31", "45000", "mountain-road-bank", provider=OFFICE),),
    results=(
        output(
            {
                "tg": "Баргаштагон кори худро оғоз карданд",
                "ru": "Вернувшиеся открыли своё дело",
                "en": "Returnees have started a business",
                "zh": "回返人员开始创业",
            },
            indicator(
                {
                    "tg": "Шумораи корхонаҳои нави кушодашуда",
                    "ru": "Число открытых предприятий",
                    "en": "Number of businesses started",
                    "zh": "新创业项目数量",
                },
                period("2027-01-15", "2027-12-15", by_sex("30", "40")),
                baseline_date="2026-12-31",
            ),
        ),
    ),
    related=(Related(kind="1", identifier=PROGRAMME_ID), Related(kind="3", identifier=DESKS_ID)),
    contact="ayvonova",
)

PROJECTS: tuple[Project, ...] = (PROGRAMME, DESKS, GRANTS)
