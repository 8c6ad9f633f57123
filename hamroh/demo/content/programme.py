"""Facts of the country programme and its seven thematic service areas.

The membership date is a fact (the country has been a member of the global migration organisation since
November 1994). The number of projects, areas and staff is not written anywhere: pages count the records.
"""

from __future__ import annotations

from .shapes import Area, Text

COUNTRY = "TJ"
MEMBER_SINCE = (1994, 11)

MEMBERSHIP: Text = {
    "tg": "Узв аз моҳи ноябри соли 1994",
    "ru": "Член с ноября 1994 года",
    "en": "Member since November 1994",
    "zh": "自1994年11月起为成员",
}

FICTIONAL_NOTE: Text = {
    "tg": "Маълумоти намунавӣ: ташкилотҳо, ашхос ва рақамҳо сохтаанд.",
    "ru": "Демонстрация: организации, люди и цифры вымышлены.",
    "en": "Demonstration: organisations, people and figures are invented.",
    "zh": "演示数据：机构、人员和数字均为虚构。",
}

SOURCE_TITLE_NOTE: Text = {
    "tg": "Ном ва қисмҳои лоиҳа аз саҳифаи фонд гирифта шудаанд; рақамҳо ва иштирокчиён сохтаанд.",
    "ru": "Название и компоненты проекта взяты со страницы фонда; цифры и участники вымышлены.",
    "en": "Title and components are those on the fund's page; figures and participants are invented.",
    "zh": "项目名称和组成部分取自基金网页；数字和参与方均为虚构。",
}

AREAS: tuple[Area, ...] = (
    Area(
        key="labour_migration",
        name={
            "tg": "Муҳоҷирати меҳнатӣ",
            "ru": "Трудовая миграция",
            "en": "Labour migration",
            "zh": "劳务移民",
        },
        summary={
            "tg": "Омодасозӣ пеш аз сафар, ба кор гирифтани одилона ва эътирофи касбу ҳунар.",
            "ru": "Подготовка до выезда, добросовестный наём и признание квалификации.",
            "en": "Preparation before departure, fair recruitment and recognition of skills.",
            "zh": "行前准备、公平招聘和技能认证。",
        },
    ),
    Area(
        key="migration_health",
        name={
            "tg": "Саломатии муҳоҷирон",
            "ru": "Здоровье мигрантов",
            "en": "Migration health",
            "zh": "移民健康",
        },
        summary={
            "tg": "Дастрасии муҳоҷирон ва оилаҳои онҳо ба хизматрасонии тиббӣ ва пешгирии бемориҳо.",
            "ru": "Доступ мигрантов и их семей к медицинской помощи и профилактика болезней.",
            "en": "Access of migrants and their families to care, and prevention of disease.",
            "zh": "移民及其家属获得医疗服务的机会与疾病预防。",
        },
    ),
    Area(
        key="counter_trafficking",
        name={
            "tg": "Муқовимат ба савдои одамон",
            "ru": "Противодействие торговле людьми",
            "en": "Counter-trafficking",
            "zh": "打击人口贩运",
        },
        summary={
            "tg": "Пешгирӣ, ошкор намудан ва дастгирии ҷабрдидагон, таъқиби ҷинояткорон.",
            "ru": "Предупреждение, выявление и поддержка пострадавших, преследование преступников.",
            "en": "Prevention, identification and support of victims, prosecution of offenders.",
            "zh": "预防、识别并支持受害人，追究犯罪者责任。",
        },
    ),
    Area(
        key="border_identity",
        name={
            "tg": "Идоракунии сарҳад ва ҳуҷҷатҳои шахсӣ",
            "ru": "Управление границами и удостоверение личности",
            "en": "Border and identity management",
            "zh": "边境与身份管理",
        },
        summary={
            "tg": "Убури осон ва бехатари сарҳад, ҳуҷҷатҳои боэътимод ва муносибати инсондӯстона.",
            "ru": "Быстрое и безопасное пересечение границы, надёжные документы и гуманное обращение.",
            "en": "Smooth and safe crossing, trustworthy documents and humane treatment.",
            "zh": "便捷安全的通关、可靠的证件与人道的对待。",
        },
    ),
    Area(
        key="return_reintegration",
        name={
            "tg": "Бозгашт ва реинтегратсия",
            "ru": "Возвращение и реинтеграция",
            "en": "Return and reintegration",
            "zh": "回返与重新融入",
        },
        summary={
            "tg": "Бозгашти ихтиёрӣ бо ҳифзи шаъну эътибор ва оғози зиндагии нав дар ватан.",
            "ru": "Добровольное и достойное возвращение и новая жизнь на родине.",
            "en": "Voluntary and dignified return, and a new start at home.",
            "zh": "自愿、有尊严地回返，并在家乡重新开始生活。",
        },
    ),
    Area(
        key="diaspora_remittances",
        name={
            "tg": "Диаспора ва интиқоли маблағ",
            "ru": "Диаспора и денежные переводы",
            "en": "Diaspora and remittances",
            "zh": "侨民与汇款",
        },
        summary={
            "tg": "Интиқоли арзони маблағ, саводи молиявӣ ва саҳми ҳамватанон дар рушди зодгоҳ.",
            "ru": "Недорогие переводы, финансовая грамотность и вклад соотечественников в развитие родных мест.",
            "en": "Cheaper transfers, financial literacy and what compatriots give to their home districts.",
            "zh": "低成本汇款、金融知识以及同胞对家乡发展的贡献。",
        },
    ),
    Area(
        key="policy_data_research",
        name={
            "tg": "Сиёсати муҳоҷират, маълумот ва таҳқиқот",
            "ru": "Миграционная политика, данные и исследования",
            "en": "Migration policy, data and research",
            "zh": "移民政策、数据与研究",
        },
        summary={
            "tg": "Ҳамоҳангсозии ҳамаи тарафҳо, мубодилаи маълумот, омӯзиши кадрҳо ва таҳқиқот.",
            "ru": "Координация всех сторон, обмен данными, обучение кадров и исследования.",
            "en": "Coordination of all stakeholders, sharing of data, training of staff and research.",
            "zh": "各方协调、数据共享、人员培训与研究。",
        },
    ),
)
