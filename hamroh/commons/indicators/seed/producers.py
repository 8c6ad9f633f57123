"""Producers of statistics, with the terms and the credit line of each.

Terms as generally known when this was written; the body that publishes a figure confirms them.
"""

from __future__ import annotations

from .definition import Producer

PRODUCERS: tuple[Producer, ...] = (
    Producer(
        key="undesa",
        name={
            "tg": "Департаменти масъалаҳои иқтисодӣ ва иҷтимоии СММ, Шуъбаи аҳолӣ",
            "ru": "Департамент ООН по экономическим и социальным вопросам, Отдел народонаселения",
            "en": "UN Department of Economic and Social Affairs, Population Division",
            "zh": "联合国经济和社会事务部人口司",
        },
        licence="CC BY 3.0 IGO",
        credit="UN DESA, Population Division, International Migrant Stock",
        url="https://www.un.org/development/desa/pd/content/international-migrant-stock",
    ),
    Producer(
        key="world-bank",
        name={"tg": "Бонки ҷаҳонӣ", "ru": "Всемирный банк", "en": "World Bank", "zh": "世界银行"},
        licence="CC BY 4.0",
        credit="World Bank, World Development Indicators",
        url="https://datatopics.worldbank.org/world-development-indicators/",
    ),
    Producer(
        key="un-wpp",
        name={
            "tg": "СММ, Дурнамои аҳолии ҷаҳон",
            "ru": "ООН, «Мировые демографические перспективы»",
            "en": "United Nations, World Population Prospects",
            "zh": "联合国《世界人口展望》",
        },
        licence="CC BY 3.0 IGO",
        credit="United Nations, World Population Prospects",
        url="https://population.un.org/wpp/",
    ),
    Producer(
        key="unhcr",
        name={
            "tg": "Раёсати Комиссари олии СММ оид ба гурезаҳо",
            "ru": "Управление Верховного комиссара ООН по делам беженцев",
            "en": "United Nations High Commissioner for Refugees",
            "zh": "联合国难民署",
        },
        licence="CC BY 4.0",
        credit="UNHCR, Refugee Data Finder",
        url="https://www.unhcr.org/refugee-statistics/",
    ),
    Producer(
        key="eurostat",
        name={"tg": "Евростат", "ru": "Евростат", "en": "Eurostat", "zh": "欧盟统计局"},
        licence="Reuse with attribution (Commission Decision 2011/833/EU)",
        credit="Eurostat, asylum applicants",
        url="https://ec.europa.eu/eurostat/",
    ),
    Producer(
        key="frontex",
        name={
            "tg": "Агентии аврупоии сарҳадӣ ва соҳилбонӣ (Фронтекс)",
            "ru": "Европейское агентство пограничной и береговой охраны (Фронтекс)",
            "en": "European Border and Coast Guard Agency (Frontex)",
            "zh": "欧洲边境与海岸警卫局（Frontex）",
        },
        licence="Reuse with acknowledgement",
        credit="Frontex, monthly detections of irregular border crossings",
        url="https://www.frontex.europa.eu/",
    ),
    Producer(
        key="iom-mmp",
        name={
            "tg": "Созмони байналмилалии муҳоҷират, лоиҳаи «Муҳоҷирони бедарак»",
            "ru": "Международная организация по миграции, проект «Пропавшие мигранты»",
            "en": "International Organization for Migration, Missing Migrants Project",
            "zh": "国际移民组织“失踪移民项目”",
        },
        licence="CC BY 4.0",
        credit="IOM, Missing Migrants Project",
        url="https://missingmigrants.iom.int/",
    ),
    Producer(
        key="hamroh",
        name={
            "tg": "Ҳисоботи мақомот ва шарикон дар Ҳамроҳ",
            "ru": "Отчёты органов и партнёров в системе «Хамрох»",
            "en": "Reports of bodies and partners in Hamroh",
            "zh": "各部门和伙伴在Hamroh平台上的报告",
        },
        licence="CC BY 4.0",
        credit="Hamroh, reports of the bodies named",
        url="",
    ),
)
