"""Positions of the staff, in four languages."""

from __future__ import annotations

from .shapes import Text

TITLES: dict[str, Text] = {
    "systems": {
        "tg": "Маъмури низом",
        "ru": "Администратор системы",
        "en": "System administrator",
        "zh": "系统管理员",
    },
    "head-of-secretariat": {
        "tg": "Роҳбари Котибот",
        "ru": "Руководитель Секретариата",
        "en": "Head of the Secretariat",
        "zh": "秘书处主任",
    },
    "coordination": {
        "tg": "Мутахассиси ҳамоҳангсозӣ",
        "ru": "Специалист по координации",
        "en": "Coordination officer",
        "zh": "协调专员",
    },
    "regional-coordination": {
        "tg": "Мутахассиси ҳамоҳангсозӣ дар вилояти Хатлон",
        "ru": "Специалист по координации в Хатлонской области",
        "en": "Coordination officer for Khatlon",
        "zh": "哈特隆州协调专员",
    },
    "manager-policy": {
        "tg": "Роҳбари барномаи сиёсати муҳоҷират ва маълумот",
        "ru": "Руководитель программы миграционной политики и данных",
        "en": "Programme manager, migration policy and data",
        "zh": "移民政策与数据项目经理",
    },
    "manager-health": {
        "tg": "Роҳбари барномаи саломатии муҳоҷирон",
        "ru": "Руководитель программы здоровья мигрантов",
        "en": "Programme manager, migration health",
        "zh": "移民健康项目经理",
    },
    "manager-labour": {
        "tg": "Роҳбари барномаи муҳоҷирати меҳнатӣ",
        "ru": "Руководитель программы трудовой миграции",
        "en": "Programme manager, labour migration",
        "zh": "劳务移民项目经理",
    },
    "manager-protection": {
        "tg": "Роҳбари барномаи муқовимат ба савдои одамон",
        "ru": "Руководитель программы противодействия торговле людьми",
        "en": "Programme manager, counter-trafficking",
        "zh": "打击人口贩运项目经理",
    },
    "manager-return": {
        "tg": "Роҳбари барномаи бозгашт ва реинтегратсия",
        "ru": "Руководитель программы возвращения и реинтеграции",
        "en": "Programme manager, return and reintegration",
        "zh": "回返与重新融入项目经理",
    },
    "manager-borders": {
        "tg": "Роҳбари барномаи идоракунии сарҳад",
        "ru": "Руководитель программы управления границами",
        "en": "Programme manager, border management",
        "zh": "边境管理项目经理",
    },
    "manager-diaspora": {
        "tg": "Роҳбари барномаи диаспора ва интиқоли маблағ",
        "ru": "Руководитель программы диаспоры и денежных переводов",
        "en": "Programme manager, diaspora and remittances",
        "zh": "侨民与汇款项目经理",
    },
    "statistician": {
        "tg": "Сармутахассиси омори муҳоҷират",
        "ru": "Главный специалист по статистике миграции",
        "en": "Chief specialist, migration statistics",
        "zh": "移民统计首席专员",
    },
    "data-steward": {
        "tg": "Масъули маълумот",
        "ru": "Ответственный за данные",
        "en": "Data steward",
        "zh": "数据管理专员",
    },
    "translator": {
        "tg": "Тарҷумон ва муҳаррир",
        "ru": "Переводчик и редактор",
        "en": "Translator and reviewer",
        "zh": "翻译兼审校",
    },
    "auditor": {
        "tg": "Аудитори дохилӣ",
        "ru": "Внутренний аудитор",
        "en": "Internal auditor",
        "zh": "内部审计员",
    },
    "lawyer": {
        "tg": "Мушовири ҳуқуқӣ",
        "ru": "Юрисконсульт",
        "en": "Legal adviser",
        "zh": "法律顾问",
    },
    "physician": {
        "tg": "Табиб, масъули саломатии муҳоҷирон",
        "ru": "Врач, ответственный за здоровье мигрантов",
        "en": "Physician in charge of migrant health",
        "zh": "移民健康主管医生",
    },
    "health-mediator": {
        "tg": "Миёнарави тиббӣ барои беморони чинизабон",
        "ru": "Медицинский посредник для китайскоязычных пациентов",
        "en": "Health mediator for Chinese-speaking patients",
        "zh": "中文患者健康联络员",
    },
    "head-of-curriculum": {
        "tg": "Роҳбари шуъбаи барномаҳои таълимӣ",
        "ru": "Начальник отдела учебных программ",
        "en": "Head of the curriculum section",
        "zh": "课程处处长",
    },
    "lecturer": {
        "tg": "Омӯзгори калон",
        "ru": "Старший преподаватель",
        "en": "Senior lecturer",
        "zh": "高级讲师",
    },
    "departure-adviser": {
        "tg": "Мураббии курси пеш аз сафар",
        "ru": "Преподаватель предвыездного курса",
        "en": "Trainer of the pre-departure course",
        "zh": "行前课程培训师",
    },
    "city-officer": {
        "tg": "Сармутахассис оид ба кор бо муҳоҷирон",
        "ru": "Главный специалист по работе с мигрантами",
        "en": "Chief specialist for migrants",
        "zh": "移民事务首席专员",
    },
    "ngo-coordinator": {
        "tg": "Ҳамоҳангсози лоиҳаҳо",
        "ru": "Координатор проектов",
        "en": "Project coordinator",
        "zh": "项目协调员",
    },
    "editor": {
        "tg": "Муҳаррири барномаҳо",
        "ru": "Редактор передач",
        "en": "Programme editor",
        "zh": "节目编辑",
    },
}
