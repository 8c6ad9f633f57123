"""The country's own operational indicators: reported by its bodies and partners, not taken from a publication.

The definitions are proposals for review by the responsible body. The values shown in a demonstration are invented.
"""

from __future__ import annotations

from .definition import Definition

OPERATIONAL: tuple[Definition, ...] = (
    Definition(
        code="facilities-chinese-speaking",
        name={
            "tg": "Муассисаҳои тиббӣ бо корманди чинизабон",
            "ru": "Медицинские учреждения с китайскоязычным сотрудником",
            "en": "Health facilities with Chinese-speaking staff",
            "zh": "设有中文工作人员的医疗机构",
        },
        description={
            "tg": "Шумораи муассисаҳое, ки дар соатҳои корӣ ҳадди ақал як корманд ё тарҷумони чинизабон доранд.",
            "ru": (
                "Число учреждений, где в часы приёма есть хотя бы один сотрудник или переводчик, владеющий китайским."
            ),
            "en": "Facilities where at least one member of staff or interpreter speaks Chinese in opening hours.",
            "zh": "在开诊时间内至少有一名会说中文的工作人员或口译员的机构数量。",
        },
        unit="facilities",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place",),
        sdg_target="3.8",
        fictional=True,
    ),
    Definition(
        code="interpreted-consultations",
        name={
            "tg": "Қабули беморон бо тарҷумон",
            "ru": "Приёмы пациентов с переводчиком",
            "en": "Consultations with an interpreter",
            "zh": "配有口译的诊疗次数",
        },
        description={
            "tg": "Шумораи қабулҳое, ки бо тарҷумони ҳузурӣ ё телефонӣ гузаштаанд, аз рӯйи забон ва ҷинс.",
            "ru": "Число приёмов с переводчиком, очно или по телефону, по языку и полу.",
            "en": "Consultations with an interpreter, in person or by telephone, by language and sex.",
            "zh": "有现场或电话口译的诊疗次数，按语言和性别划分。",
        },
        unit="consultations",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place", "language", "sex"),
        sdg_target="3.8",
        small_counts=True,
        fictional=True,
    ),
    Definition(
        code="health-workers-trained",
        name={
            "tg": "Кормандони тиббии барои кор бо муҳоҷирон омӯзонидашуда",
            "ru": "Медицинские работники, обученные работе с мигрантами",
            "en": "Health workers trained to care for migrants",
            "zh": "接受移民健康服务培训的医务人员",
        },
        description={
            "tg": "Шумораи кормандоне, ки курсро хатм карда, шаҳодатномаи эътибордор доранд.",
            "ru": "Число работников, окончивших курс и имеющих действующее свидетельство.",
            "en": "Workers who completed the course and hold a valid certificate.",
            "zh": "完成课程并持有有效证书的人员数量。",
        },
        unit="persons",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place", "sex"),
        sdg_target="3.c",
        fictional=True,
    ),
    Definition(
        code="civil-servants-certified",
        name={
            "tg": "Хизматчиёни давлатӣ бо шаҳодатномаи барномаи миллӣ",
            "ru": "Государственные служащие со свидетельством национальной программы",
            "en": "Civil servants certified on the national curriculum",
            "zh": "取得国家课程证书的公务员",
        },
        description={
            "tg": "Шумораи хизматчиёне, ки барномаи миллии таълимиро оид ба муҳоҷират хатм кардаанд.",
            "ru": "Число служащих, окончивших национальную учебную программу по миграции.",
            "en": "Civil servants who completed the national curriculum on migration.",
            "zh": "完成移民事务国家课程的公务员人数。",
        },
        unit="persons",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place", "sex"),
        sdg_target="10.7",
        fictional=True,
    ),
    Definition(
        code="bodies-sharing-data",
        name={
            "tg": "Мақомоте, ки маълумотро мунтазам мубодила мекунанд",
            "ru": "Органы, регулярно обменивающиеся данными",
            "en": "Bodies that share data regularly",
            "zh": "定期共享数据的部门",
        },
        description={
            "tg": "Шумораи мақомоте, ки дар семоҳа ҳамаи маълумоти дар созишнома пешбинишударо саривақт супоридаанд.",
            "ru": "Число органов, вовремя передавших за квартал все предусмотренные соглашением данные.",
            "en": "Bodies that submitted all data agreed for the quarter in time.",
            "zh": "本季度按时提交协议规定的全部数据的部门数量。",
        },
        unit="bodies",
        frequency="Q",
        producer="hamroh",
        sdg_target="17.18",
        fictional=True,
    ),
    Definition(
        code="departure-course-graduates",
        name={
            "tg": "Хатмкунандагони курси пеш аз сафар",
            "ru": "Окончившие предвыездной курс",
            "en": "Graduates of the pre-departure course",
            "zh": "行前课程结业人数",
        },
        description={
            "tg": "Шумораи шаҳрвандоне, ки пеш аз рафтан ба кор дар хориҷ курсро хатм кардаанд.",
            "ru": "Число граждан, окончивших курс до выезда на работу за границу.",
            "en": "Citizens who completed the course before leaving for work abroad.",
            "zh": "出国务工前完成课程的公民人数。",
        },
        unit="persons",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place", "sex", "age"),
        sdg_target="10.7",
        fictional=True,
    ),
    Definition(
        code="helpline-calls",
        name={
            "tg": "Зангҳо ба хати боварии муҳоҷирон",
            "ru": "Звонки на линию доверия для мигрантов",
            "en": "Calls to the migrants' helpline",
            "zh": "移民热线来电",
        },
        description={
            "tg": "Шумораи зангҳои қабулшуда дар як семоҳа, аз рӯйи мавзӯъ ва забон.",
            "ru": "Число принятых за квартал звонков, по теме и языку.",
            "en": "Calls answered in the quarter, by subject and language.",
            "zh": "本季度接听的电话数量，按主题和语言划分。",
        },
        unit="calls",
        frequency="Q",
        producer="hamroh",
        disaggregations=("subject", "language"),
        sdg_target="10.7",
        fictional=True,
    ),
    Definition(
        code="returnees-assisted",
        name={
            "tg": "Муҳоҷирони баргаштаи кӯмакгирифта",
            "ru": "Вернувшиеся мигранты, получившие помощь",
            "en": "Returned migrants assisted",
            "zh": "获得援助的回返移民",
        },
        description={
            "tg": "Шумораи баргаштагоне, ки дар равзанаи ягона ҳадди ақал як хизматрасонӣ гирифтаанд.",
            "ru": "Число вернувшихся, получивших хотя бы одну услугу в едином окне.",
            "en": "Returnees who received at least one service at a single desk.",
            "zh": "在一站式窗口至少获得一项服务的回返人员数量。",
        },
        unit="persons",
        frequency="Q",
        producer="hamroh",
        disaggregations=("place", "sex"),
        sdg_target="10.7",
        small_counts=True,
        fictional=True,
    ),
)
