"""The two projects whose titles and components are those of the real fund.

Only the titles and the components come from the fund's page. Participants, places, dates, money and results
are invented, and the records say so.
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

CAPACITIES = Project(
    identifier="XM-EX-HAMROH-001",
    area="policy_data_research",
    status="2",
    title_from_source=True,
    title={
        "tg": "Тақвияти иқтидори Ҳукумат дар самти ҳамоҳангсозӣ, омӯзиш ва таҳқиқот барои идоракунии муҳоҷират",
        "ru": (
            "Укрепление потенциала Правительства в области координации, обучения и исследований для управления "
            "миграцией"
        ),
        "en": "Building coordination, training and research capacities of the Government to manage migration",
        "zh": "加强政府管理移民的协调、培训和研究能力",
    },
    description={
        "tg": (
            "Лоиҳа ба мақомоти давлатӣ кӯмак мерасонад, ки дар бораи муҳоҷират ба таври доимӣ ва бехатар маълумот "
            "мубодила кунанд, хизматчиёни давлатиро аз рӯйи як барномаи ягонаи миллӣ омӯзонанд, худ таҳқиқот "
            "гузаронанд ва кори ҳамаи тарафҳоро дар як низоми ягона ҳамоҳанг созанд."
        ),
        "ru": (
            "Проект помогает государственным органам постоянно и безопасно обмениваться данными о миграции, обучать "
            "государственных служащих по единой национальной программе, проводить собственные исследования и "
            "согласовывать работу всех сторон в единой системе."
        ),
        "en": (
            "The project helps public bodies to share data on migration lastingly and safely, to train civil servants "
            "on one national curriculum, to carry out research of their own, and to coordinate the work of all "
            "stakeholders in one system."
        ),
        "zh": (
            "本项目协助政府各部门持续、安全地共享移民数据，按照统一的国家课程培训公务员，开展自主研究，并在统一的机制"
            "下协调各方工作。"
        ),
    },
    components=(
        {
            "tg": "Мубодилаи устувори маълумот",
            "ru": "Устойчивый обмен данными",
            "en": "Sustainable data sharing",
            "zh": "可持续的数据共享",
        },
        {
            "tg": "Барномаи миллии таълимӣ барои хизматчиёни давлатӣ",
            "ru": "Национальная учебная программа для государственных служащих",
            "en": "National curriculum for civil servants",
            "zh": "面向公务员的国家课程",
        },
        {
            "tg": "Иқтидори таҳқиқотӣ",
            "ru": "Исследовательский потенциал",
            "en": "Research capacity",
            "zh": "研究能力",
        },
        {
            "tg": "Ҳамоҳангсозии ягонаи ҳамаи тарафҳои манфиатдор",
            "ru": "Единая координация всех заинтересованных сторон",
            "en": "Unified coordination of all stakeholders",
            "zh": "所有利益相关方的统一协调",
        },
    ),
    schedule=schedule(("2025-02-01", "2027-07-31"), ("2025-02-17", None)),
    participants=roles(
        funding=(FUND, "nordavia-agency"),
        accountable="ministry-labour",
        implementing=(
            "commission-secretariat",
            "civil-service-centre",
            "research-institute",
            "statistics-agency",
        ),
    ),
    places=shares(("3501000", "70"), ("3505401", "15"), ("3507401", "15")),
    sectors=shares(("15190", "60"), ("15110", "25"), ("15196", "15")),
    sdg_targets=("10.7", "17.18", "16.6"),
    policy_markers=markers(gender="1", governance="2"),
    frames=("sdg-10-7",),
    budgets=(
        budget("2025-02-01", "2026-01-31", "220000"),
        budget("2026-02-01", "2027-01-31", "240000"),
        budget("2026-02-01", "2027-01-31", "262000", kind="2", value_date="2026-06-15"),
        budget("2027-02-01", "2027-07-31", "98000", status="1"),
    ),
    planned_disbursements=(
        planned("2026-12-01", "2026-12-31", "64000", OFFICE),
        planned("2027-02-01", "2027-03-31", "98000", OFFICE),
    ),
    transactions=(
        income("001-01", "2025-02-10", "558000", "agreement", receiver=OFFICE, committed=True),
        income("001-02", "2025-02-20", "220000", "first-instalment", receiver=OFFICE),
        income("001-03", "2026-02-12", "198000", "next-instalment", receiver=OFFICE),
        commitment("001-04", "2025-03-03", "86000", provider=OFFICE, receiver="civil-service-centre"),
        commitment("001-05", "2025-03-10", "74000", provider=OFFICE, receiver="research-institute"),
        disbursement("001-06", "2025-04-01", "40000", provider=OFFICE, receiver="civil-service-centre"),
        disbursement("001-07", "2025-04-14", "35000", provider=OFFICE, receiver="research-institute"),
        disbursement("001-08", "2026-03-16", "38000", provider=OFFICE, receiver="civil-service-centre"),
        expenditure("001-09", "2025-09-30", "61500", "equipment", provider=OFFICE),
        expenditure("001-10", "2026-05-29", "72300", "training", provider=OFFICE),
    ),
    results=(
        outcome(
            {
                "tg": "Мақомоти давлатӣ маълумоти муҳоҷиратро тибқи қоидаи ягона мубодила мекунанд",
                "ru": "Государственные органы обмениваются данными о миграции по единым правилам",
                "en": "Public bodies share migration data under one set of rules",
                "zh": "政府部门按统一规则共享移民数据",
            },
            indicator(
                {
                    "tg": "Шумораи мақомоте, ки маълумотро мунтазам месупоранд",
                    "ru": "Число органов, регулярно передающих данные",
                    "en": "Number of bodies that submit data regularly",
                    "zh": "定期提交数据的部门数量",
                },
                period("2025-02-01", "2025-12-31", "3", "3"),
                period("2026-01-01", "2026-12-31", "6", "5"),
                baseline="1",
            ),
        ),
        output(
            {
                "tg": "Хизматчиёни давлатӣ барномаи миллии таълимиро аз худ карданд",
                "ru": "Государственные служащие прошли национальную учебную программу",
                "en": "Civil servants have completed the national curriculum",
                "zh": "公务员完成国家课程学习",
            },
            indicator(
                {
                    "tg": "Шумораи хизматчиёни давлатие, ки шаҳодатнома гирифтанд",
                    "ru": "Число государственных служащих, получивших свидетельство",
                    "en": "Number of civil servants awarded a certificate",
                    "zh": "获得证书的公务员人数",
                },
                period("2025-02-01", "2025-12-31", by_sex("60", "90"), by_sex("58", "97")),
                period("2026-01-01", "2026-12-31", by_sex("120", "140"), by_sex("109", "121")),
            ),
        ),
    ),
    contact="charoghova",
)

HEALTH_ACCESS = Project(
    identifier="XM-EX-HAMROH-MO-002",
    reporting_organisation="migration-organisation",
    area="migration_health",
    status="2",
    title_from_source=True,
    title={
        "tg": "Беҳтар намудани дастрасии муҳоҷирони меҳнатии хориҷӣ ба хизматрасонии тиббӣ",
        "ru": "Улучшение доступа иностранных трудовых мигрантов к медицинским услугам",
        "en": "Improving foreign labour migrants' access to health services",
        "zh": "改善外籍劳务移民获得卫生服务的机会",
    },
    description={
        "tg": (
            "Лоиҳа вазъи саломатӣ, ниёзҳо ва дастрасии ҷомеаи чиниро ба табобат меомӯзад, кормандони тиббиро барои "
            "хизмат ба беморони хориҷӣ омода мекунад, тарғиби тарзи ҳаёти солим ва пешгирии бемориҳоро бо назардошти "
            "забону фарҳанги муҳоҷирон ба роҳ мемонад ва дар асоси қатъномаи 61.17-и Ассамблеяи умумиҷаҳонии "
            "тандурустӣ ҳуқуқи онҳоро ба саломатӣ ҳимоя менамояд."
        ),
        "ru": (
            "Проект изучает состояние здоровья, потребности и доступ к медицинской помощи китайской общины, готовит "
            "медицинских работников к работе с пациентами из других стран, налаживает укрепление здоровья и "
            "профилактику болезней с учётом языка и культуры мигрантов и, опираясь на резолюцию 61.17 Всемирной "
            "ассамблеи здравоохранения, отстаивает их право на здоровье."
        ),
        "en": (
            "The project studies the health status, needs and access to care of the Chinese community, prepares "
            "health workers to care for patients from other countries, sets up health promotion and disease "
            "prevention in the migrants' language and culture, and argues for their right to health on the basis of "
            "World Health Assembly resolution 61.17."
        ),
        "zh": (
            "本项目调查华人社区的健康状况、需求和就医情况，培训医务人员服务外国患者，以移民熟悉的语言和文化开展健康促"
            "进和疾病预防，并依据世界卫生大会第61.17号决议倡导移民的健康权。"
        ),
    },
    components=(
        {
            "tg": "Таҳқиқоти вазъи саломатӣ, ниёзҳо ва дастрасии ҷомеаи чинӣ ба хизматрасонии тиббӣ",
            "ru": "Исследование состояния здоровья, потребностей и доступа к медицинской помощи китайской общины",
            "en": "Research on health status, needs and access to care of the Chinese community",
            "zh": "华人社区健康状况、需求与就医机会研究",
        },
        {
            "tg": "Тақвияти иқтидор",
            "ru": "Укрепление потенциала",
            "en": "Capacity building",
            "zh": "能力建设",
        },
        {
            "tg": "Тарғиби саломатӣ ва пешгирии бемориҳо бо назардошти ниёзҳои муҳоҷирон",
            "ru": "Укрепление здоровья и профилактика болезней с учётом потребностей мигрантов",
            "en": "Migrant-sensitive health promotion and disease prevention",
            "zh": "顾及移民需求的健康促进与疾病预防",
        },
        {
            "tg": "Ҳимояи ҳуқуқ ба саломатӣ дар асоси қатъномаи 61.17-и Ассамблеяи умумиҷаҳонии тандурустӣ",
            "ru": (
                "Отстаивание права на здоровье в соответствии с резолюцией 61.17 Всемирной ассамблеи здравоохранения"
            ),
            "en": "Advocacy for the right to health, after World Health Assembly resolution 61.17",
            "zh": "依据世界卫生大会第61.17号决议倡导健康权",
        },
    ),
    schedule=schedule(("2025-05-01", "2027-04-30"), ("2025-05-12", None)),
    participants=roles(
        funding=(FUND,),
        accountable="ministry-health",
        implementing=("migrant-health-centre", "clinic-101", "medical-department", "chinese-association"),
    ),
    places=shares(("3501000", "55"), ("3505401", "20"), ("3507250", "15"), ("3505413", "10")),
    sectors=shares(("12110", "35"), ("12182", "20"), ("12261", "20"), ("15190", "25")),
    sdg_targets=("3.8", "10.7"),
    policy_markers=markers(gender="1"),
    frames=("wha-61-17", "sdg-3-8", "sdg-10-7"),
    budgets=(
        budget("2025-05-01", "2026-04-30", "165000"),
        budget("2026-05-01", "2027-04-30", "185000"),
    ),
    planned_disbursements=(planned("2027-01-15", "2027-02-15", "55000", OFFICE),),
    transactions=(
        income("002-01", "2025-05-05", "350000", "agreement", receiver=OFFICE, committed=True),
        income("002-02", "2025-05-15", "165000", "first-instalment", receiver=OFFICE),
        income("002-03", "2026-05-18", "130000", "next-instalment", receiver=OFFICE),
        commitment("002-04", "2025-06-02", "58000", provider=OFFICE, receiver="medical-department"),
        disbursement("002-05", "2025-06-16", "30000", provider=OFFICE, receiver="medical-department"),
        disbursement("002-06", "2026-02-16", "28000", provider=OFFICE, receiver="medical-department"),
        expenditure("002-07", "2025-11-28", "41200", "research", provider=OFFICE),
        expenditure("002-08", "2026-04-24", "36800", "training", provider=OFFICE),
        expenditure("002-09", "2026-09-25", "22400", "outreach", provider=OFFICE),
    ),
    results=(
        outcome(
            {
                "tg": "Муҳоҷирони хориҷӣ дар марказҳои саломатӣ ба забони барояшон фаҳмо хизмат мебинанд",
                "ru": "Иностранные мигранты получают помощь в центрах здоровья на понятном им языке",
                "en": "Foreign migrants are cared for in health centres in a language they understand",
                "zh": "外籍移民在健康中心以听得懂的语言获得服务",
            },
            indicator(
                {
                    "tg": "Шумораи марказҳои саломатие, ки корманди чинизабон доранд",
                    "ru": "Число центров здоровья с сотрудником, владеющим китайским языком",
                    "en": "Number of health centres with Chinese-speaking staff",
                    "zh": "设有中文工作人员的健康中心数量",
                },
                period("2025-05-01", "2025-12-31", "4", "3"),
                period("2026-01-01", "2026-12-31", "9", "8"),
                baseline="1",
            ),
            indicator(
                {
                    "tg": "Ҳиссаи муҳоҷироне, ки медонанд барои табобат ба куҷо муроҷиат кунанд",
                    "ru": "Доля мигрантов, знающих, куда обратиться за медицинской помощью",
                    "en": "Share of migrants who know where to go for care",
                    "zh": "知道去哪里就医的移民比例",
                },
                period(
                    "2026-01-01",
                    "2026-12-31",
                    (value("60"), value("60", sex="female"), value("60", sex="male")),
                    (value("52"), value("57", sex="female"), value("50", sex="male")),
                ),
                measure="2",
                baseline="31",
            ),
        ),
        output(
            {
                "tg": "Кормандони тиббӣ барои кор бо муҳоҷирон омода шуданд",
                "ru": "Медицинские работники подготовлены к работе с мигрантами",
                "en": "Health workers are prepared to care for migrants",
                "zh": "医务人员具备服务移民的能力",
            },
            indicator(
                {
                    "tg": "Шумораи кормандони тиббии омӯзишдида",
                    "ru": "Число обученных медицинских работников",
                    "en": "Number of health workers trained",
                    "zh": "接受培训的医务人员人数",
                },
                period("2025-05-01", "2025-12-31", by_sex("50", "20"), by_sex("54", "17")),
                period("2026-01-01", "2026-12-31", by_sex("90", "40"), by_sex("83", "36")),
            ),
        ),
    ),
    related=(Related(kind="3", identifier="XM-EX-HAMROH-DOCTORS-012"),),
    contact="fonusov",
)

SOURCE_PROJECTS: tuple[Project, ...] = (CAPACITIES, HEALTH_ACCESS)
