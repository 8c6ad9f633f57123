"""Indicators that international producers publish: migration, remittances, asylum, dead and missing."""

from __future__ import annotations

from .definition import Definition

PUBLISHED: tuple[Definition, ...] = (
    Definition(
        code="migrant-stock",
        name={
            "tg": "Шумораи муҳоҷирони байналмилалӣ",
            "ru": "Численность международных мигрантов",
            "en": "International migrant stock",
            "zh": "国际移民存量",
        },
        description={
            "tg": (
                "Шумораи одамоне, ки дар кишвари дигар таваллуд шудаанд ё шаҳрванди кишвари дигаранд, дар нимаи сол, "
                "аз рӯйи кишвари баромад, кишвари истиқомат ва ҷинс. Муҳоҷирати мавсимӣ дар ин рақам пурра инъикос "
                "намеёбад."
            ),
            "ru": (
                "Число людей, родившихся в другой стране или имеющих её гражданство, на середину года, по стране "
                "происхождения, стране проживания и полу. Сезонная миграция отражена не полностью."
            ),
            "en": (
                "People born in another country, or citizens of another country, at mid-year, by origin, destination "
                "and sex. Seasonal migration is only partly covered."
            ),
            "zh": "年中在他国出生或持有他国国籍的人数，按来源国、目的地国和性别划分。季节性移民未能完全反映。",
        },
        unit="persons",
        frequency="A5",
        producer="undesa",
        disaggregations=("origin", "destination", "sex"),
        sdg_target="10.7",
    ),
    Definition(
        code="remittances-received",
        name={
            "tg": "Маблағҳои интиқолии шахсии воридшуда",
            "ru": "Полученные личные денежные переводы",
            "en": "Personal remittances received",
            "zh": "收到的个人汇款",
        },
        description={
            "tg": (
                "Маблағе, ки муҳоҷирон ба хонаводаҳо мефиристанд, якҷоя бо музди коргарони кӯтоҳмуддат дар хориҷ, бо "
                "нархҳои ҷорӣ."
            ),
            "ru": (
                "Деньги, которые мигранты посылают домохозяйствам, и заработки тех, кто недолго работает за рубежом, "
                "в текущих ценах."
            ),
            "en": (
                "Money that migrants send to households, and what people who work abroad for a short time earn, at "
                "current prices."
            ),
            "zh": "移民汇给家庭的款项以及短期在国外工作者的劳动收入，按现价计算。",
        },
        unit="usd",
        frequency="A",
        producer="world-bank",
        measure="BX.TRF.PWKR.CD.DT",
        sdg_target="10.c",
    ),
    Definition(
        code="remittances-paid",
        name={
            "tg": "Маблағҳои интиқолии шахсии содиршуда",
            "ru": "Отправленные личные денежные переводы",
            "en": "Personal remittances paid",
            "zh": "汇出的个人汇款",
        },
        description={
            "tg": "Маблағе, ки аз кишвар ба хонаводаҳои хориҷӣ фиристода мешавад, бо нархҳои ҷорӣ.",
            "ru": "Деньги, отправленные из страны домохозяйствам за рубежом, в текущих ценах.",
            "en": "Money sent from the country to households abroad, at current prices.",
            "zh": "从本国汇往国外家庭的款项，按现价计算。",
        },
        unit="usd",
        frequency="A",
        producer="world-bank",
        measure="BM.TRF.PWKR.CD.DT",
        sdg_target="10.c",
    ),
    Definition(
        code="gdp",
        name={
            "tg": "Маҷмӯи маҳсулоти дохилӣ",
            "ru": "Валовой внутренний продукт",
            "en": "Gross domestic product",
            "zh": "国内生产总值",
        },
        description={
            "tg": "Арзиши ҳамаи мол ва хизматрасонии дар кишвар истеҳсолшуда дар як сол, бо нархҳои ҷорӣ.",
            "ru": "Стоимость всех товаров и услуг, произведённых в стране за год, в текущих ценах.",
            "en": "Value of all goods and services produced in the country in a year, at current prices.",
            "zh": "一年内在本国生产的全部货物和服务的价值，按现价计算。",
        },
        unit="usd",
        frequency="A",
        producer="world-bank",
        measure="NY.GDP.MKTP.CD",
    ),
    Definition(
        code="remittances-share-of-gdp",
        name={
            "tg": "Ҳиссаи интиқоли маблағ дар ММД",
            "ru": "Доля денежных переводов в ВВП",
            "en": "Remittances as a share of GDP",
            "zh": "汇款占国内生产总值的比重",
        },
        description={
            "tg": (
                "Маблағҳои интиқолии воридшуда нисбат ба маҷмӯи маҳсулоти дохилии ҳамон сол; аз ду нишондиҳанда ҳисоб "
                "карда мешавад."
            ),
            "ru": (
                "Полученные переводы по отношению к валовому внутреннему продукту того же года; вычисляется из двух "
                "показателей."
            ),
            "en": (
                "Remittances received relative to gross domestic product of the same year; computed from the two "
                "indicators."
            ),
            "zh": "收到的汇款与同年国内生产总值之比，由两项指标计算得出。",
        },
        unit="percent",
        frequency="A",
        producer="world-bank",
        numerator="remittances-received",
        denominator="gdp",
        sdg_target="17.3",
        sdg_indicator="17.3.2",
    ),
    Definition(
        code="net-migration",
        name={
            "tg": "Муҳоҷирати соф",
            "ru": "Чистая миграция",
            "en": "Net migration",
            "zh": "净移民人数",
        },
        description={
            "tg": (
                "Шумораи омадагон бо тарҳи рафтагон дар як сол; рақами манфӣ маънои онро дорад, ки рафтагон бештаранд."
            ),
            "ru": "Число прибывших за год минус число выехавших; отрицательное значение — выехало больше.",
            "en": "Arrivals minus departures in a year; a negative value means that more people left.",
            "zh": "一年内迁入人数减去迁出人数；负值表示迁出更多。",
        },
        unit="persons",
        frequency="A",
        producer="world-bank",
        measure="SM.POP.NETM",
    ),
    Definition(
        code="population",
        name={"tg": "Шумораи аҳолӣ", "ru": "Численность населения", "en": "Population", "zh": "人口"},
        description={
            "tg": "Шумораи аҳолии кишвар дар нимаи сол, баҳодиҳӣ.",
            "ru": "Население страны на середину года, оценка.",
            "en": "Population of the country at mid-year, an estimate.",
            "zh": "本国年中人口估计数。",
        },
        unit="persons",
        frequency="A",
        producer="un-wpp",
        measure="SP.POP.TOTL",
    ),
    Definition(
        code="refugees",
        name={
            "tg": "Гурезаҳо аз рӯйи кишвари баромад",
            "ru": "Беженцы по стране происхождения",
            "en": "Refugees by country of origin",
            "zh": "按来源国划分的难民人数",
        },
        description={
            "tg": (
                "Шумораи гурезаҳо ва шахсони дар вазъи ба гуреза монанд дар охири сол (барои соли охирин — дар нимаи "
                "сол), аз рӯйи кишвари паноҳ ва кишвари баромад."
            ),
            "ru": (
                "Число беженцев и лиц в положении, сходном с положением беженцев, на конец года (для последнего года "
                "— на середину), по стране убежища и происхождения."
            ),
            "en": (
                "Refugees and people in a refugee-like situation at the end of the year (for the latest year, at "
                "mid-year), by country of asylum and of origin."
            ),
            "zh": "年末（最近一年为年中）难民及处于类似难民境况者的人数，按庇护国和来源国划分。",
        },
        unit="persons",
        frequency="A",
        producer="unhcr",
        disaggregations=("origin", "destination"),
        sdg_target="10.7",
        sdg_indicator="10.7.4",
        small_counts=True,
    ),
    Definition(
        code="asylum-seekers",
        name={
            "tg": "Паноҳҷӯён аз рӯйи кишвари баромад",
            "ru": "Просители убежища по стране происхождения",
            "en": "Asylum seekers by country of origin",
            "zh": "按来源国划分的寻求庇护者人数",
        },
        description={
            "tg": "Шумораи шахсоне, ки дархосташон барои паноҳ ҳанӯз баррасӣ нашудааст.",
            "ru": "Число людей, чьё ходатайство об убежище ещё не рассмотрено.",
            "en": "People whose claim for asylum has not yet been decided.",
            "zh": "庇护申请尚未裁定的人数。",
        },
        unit="persons",
        frequency="A",
        producer="unhcr",
        disaggregations=("origin", "destination"),
        sdg_target="10.7",
        small_counts=True,
    ),
    Definition(
        code="asylum-applicants-europe",
        name={
            "tg": "Довталабони паноҳ дар Аврупо",
            "ru": "Заявители на убежище в Европе",
            "en": "Asylum applicants in Europe",
            "zh": "在欧洲的庇护申请人",
        },
        description={
            "tg": (
                "Шахсоне, ки дар давоми сол бори нахуст дар кишвари аврупоӣ паноҳ хостаанд, аз рӯйи шаҳрвандӣ ва "
                "ҷинс. Рақамҳо то 5 яклухт карда шудаанд."
            ),
            "ru": (
                "Люди, впервые попросившие убежища в европейской стране в течение года, по гражданству и полу. Числа "
                "округлены до 5."
            ),
            "en": (
                "People who asked for asylum in a European country for the first time in the year, by citizenship and "
                "sex. Figures are rounded to 5."
            ),
            "zh": "当年首次在欧洲国家申请庇护的人数，按国籍和性别划分。数字四舍五入至5的倍数。",
        },
        unit="applicants",
        frequency="A",
        producer="eurostat",
        disaggregations=("nationality", "destination", "sex"),
        sdg_target="10.7",
        small_counts=True,
    ),
    Definition(
        code="irregular-crossings",
        name={
            "tg": "Ҳолатҳои ошкоршудаи убури номунтазами сарҳади берунии ИА",
            "ru": "Выявленные неурегулированные пересечения внешней границы ЕС",
            "en": "Detections of irregular crossings of the EU external border",
            "zh": "查获的非正常穿越欧盟外部边境次数",
        },
        description={
            "tg": (
                "Шумораи ҳолатҳо дар як моҳ аз рӯйи роҳ, навъи сарҳад ва шаҳрвандӣ. Як шахс метавонад якчанд бор "
                "ҳисоб шавад."
            ),
            "ru": (
                "Число случаев за месяц по маршруту, виду границы и гражданству. Один человек может быть учтён "
                "несколько раз."
            ),
            "en": (
                "Detections in a month by route, type of border and nationality. The same person may be counted "
                "several times."
            ),
            "zh": "每月查获次数，按路线、边境类型和国籍划分。同一人可能被重复计算。",
        },
        unit="detections",
        frequency="M",
        producer="frontex",
        disaggregations=("route", "border", "nationality"),
        sdg_target="10.7",
        small_counts=True,
    ),
    Definition(
        code="dead-and-missing",
        name={
            "tg": "Муҳоҷирони ҳалокшуда ва бедарак",
            "ru": "Погибшие и пропавшие без вести мигранты",
            "en": "Dead and missing migrants",
            "zh": "死亡和失踪的移民",
        },
        description={
            "tg": (
                "Шумораи муҳоҷироне, ки ҳангоми сафар ба кишвари дигар ҳалок ё бедарак шудаанд, аз рӯйи ҷой, сабаб ва "
                "роҳ. Шумораи воқеӣ зиёдтар аст, зеро на ҳар ҳодиса маълум мегардад."
            ),
            "ru": (
                "Число мигрантов, погибших или пропавших в пути в другую страну, по месту, причине и маршруту. "
                "Действительное число больше: известны не все случаи."
            ),
            "en": (
                "Migrants who died or went missing on the way to another country, by place, cause and route. The true "
                "number is higher, as not every case becomes known."
            ),
            "zh": (
                "在前往他国途中死亡或失踪的移民人数，按地点、原因和路线划分。并非所有事件都为人所知，实际人数更多。"
            ),
        },
        unit="persons",
        frequency="D",
        producer="iom-mmp",
        disaggregations=("cause", "route", "nationality"),
        sdg_target="10.7",
        sdg_indicator="10.7.3",
        small_counts=True,
    ),
)
