"""What waits for whom in the demonstration: tasks, some overdue, some done."""

from __future__ import annotations

from .shapes import Task

TASKS: tuple[Task, ...] = (
    Task(
        key="confirm-health-access-update",
        title={
            "tg": "Тағйироти лоиҳаи дастрасӣ ба хизматрасонии тиббиро тасдиқ кунед",
            "ru": "Подтвердите изменения в проекте доступа к медицинским услугам",
            "en": "Confirm the changes to the health access project",
            "zh": "确认卫生服务获得项目的变更",
        },
        detail={
            "tg": "Вазорати тандурустӣ рақамҳои семоҳаи сеюмро фиристод. Онҳоро бо ҳисоботи марказ муқоиса кунед.",
            "ru": "Минздрав прислал данные за третий квартал. Сверьте их с отчётом центра.",
            "en": (
                "The Ministry of Health sent the figures of the third quarter. Compare them with the centre's report."
            ),
            "zh": "卫生部已报送第三季度数据，请与中心报告核对。",
        },
        role="secretariat",
        person="daftarova",
        activity="XM-EX-HAMROH-MO-002",
        due_in_days=2,
    ),
    Task(
        key="commission-agenda",
        title={
            "tg": "Рӯзномаи маҷлиси Комиссияро ба чор забон фиристед",
            "ru": "Разошлите повестку заседания Комиссии на четырёх языках",
            "en": "Send out the agenda of the Commission's meeting in four languages",
            "zh": "以四种语言发出委员会会议议程",
        },
        detail={
            "tg": "Маҷлис дар охири семоҳа баргузор мешавад; рӯйхати масъалаҳоро аз мақомот ҷамъ кунед.",
            "ru": "Заседание состоится в конце квартала; соберите вопросы от органов.",
            "en": "The meeting is at the end of the quarter; collect the items from the bodies.",
            "zh": "会议将于季末举行，请向各部门征集议题。",
        },
        role="secretariat",
        person="daftarova",
        due_in_days=9,
    ),
    Task(
        key="district-reports-khatlon",
        title={
            "tg": "Ҳисоботи ноҳияҳои Хатлонро, ки бо нома омадааст, ворид кунед",
            "ru": "Внесите отчёты районов Хатлона, пришедшие письмом",
            "en": "Enter the reports of the Khatlon districts that came by letter",
            "zh": "录入哈特隆州各区以信函报送的报告",
        },
        detail={
            "tg": "Се ноҳия ҳисоботро дар коғаз фиристоданд. Нусхаи сканшудаи номаро замима намоед.",
            "ru": "Три района прислали отчёт на бумаге. Приложите скан письма.",
            "en": "Three districts reported on paper. Attach the scanned letter.",
            "zh": "有三个区以纸质报送，请附上信函扫描件。",
        },
        role="secretariat",
        person="qalamov",
        due_in_days=-1,
    ),
    Task(
        key="school-results",
        title={
            "tg": "Натиҷаҳои семоҳаи лоиҳаи «Аввал пурс, баъд рав»-ро ворид кунед",
            "ru": "Внесите квартальные результаты проекта «Сначала спроси, потом поезжай»",
            "en": "Enter the quarter's results of “Ask first, then go”",
            "zh": "填报“先问清，再出发”项目的季度成果",
        },
        detail={
            "tg": "Шумораи иштирокчиёнро ба духтарону писарон ҷудо карда нависед.",
            "ru": "Укажите число участников отдельно по девочкам и мальчикам.",
            "en": "Give the number of participants separately for girls and boys.",
            "zh": "参加人数请按男女分别填写。",
        },
        role="focal_point",
        person="chatrov",
        activity="XM-EX-HAMROH-APRICOT-006",
        due_in_days=5,
    ),
    Task(
        key="school-locations",
        title={
            "tg": "Ноҳияҳоеро, ки лоиҳа дар онҳо амал мекунад, санҷед",
            "ru": "Проверьте районы, в которых работает проект",
            "en": "Check the districts in which the project works",
            "zh": "核对项目实施的区",
        },
        detail={
            "tg": "Ҳиссаи ноҳияҳо бояд дар маҷмӯъ 100 фоиз бошад.",
            "ru": "Доли районов в сумме должны составлять 100 процентов.",
            "en": "The shares of the districts must add up to 100 per cent.",
            "zh": "各区所占比例之和应为100%。",
        },
        role="focal_point",
        person="chatrov",
        activity="XM-EX-HAMROH-APRICOT-006",
        due_in_days=14,
    ),
    Task(
        key="remittances-year",
        title={
            "tg": "Рақамҳои нави интиқоли маблағро бор кунед",
            "ru": "Загрузите новые данные о денежных переводах",
            "en": "Load the new figures on remittances",
            "zh": "导入最新汇款数据",
        },
        detail={
            "tg": "Бонки ҷаҳонӣ маълумоти навро нашр кард. Пеш аз татбиқ тағйиротро аз назар гузаронед.",
            "ru": "Всемирный банк опубликовал новые данные. Просмотрите изменения перед применением.",
            "en": "The World Bank has published new figures. Look at the changes before you apply them.",
            "zh": "世界银行发布了新数据，应用前请先查看变更。",
        },
        role="statistician",
        person="raqamova",
        due_in_days=4,
    ),
    Task(
        key="quarter-figures",
        title={
            "tg": "Нишондиҳандаҳои семоҳаи сеюмро тасдиқ кунед",
            "ru": "Утвердите показатели третьего квартала",
            "en": "Approve the indicators of the third quarter",
            "zh": "审定第三季度指标",
        },
        detail={
            "tg": "Рақамҳои марказҳои саломатӣ ва курсҳои пеш аз сафар омодаанд.",
            "ru": "Готовы данные центров здоровья и предвыездных курсов.",
            "en": "The figures of health centres and pre-departure courses are ready.",
            "zh": "健康中心和行前课程数据已备齐。",
        },
        role="statistician",
        person="raqamova",
        due_in_days=-3,
        done=True,
    ),
    Task(
        key="review-resolution",
        title={
            "tg": "Тарҷумаи тоҷикии мазмуни қатъномаи WHA61.17-ро аз назар гузаронед",
            "ru": "Проверьте таджикское изложение резолюции WHA61.17",
            "en": "Review the Tajik account of resolution WHA61.17",
            "zh": "审校WHA61.17号决议的塔吉克语转述",
        },
        detail={
            "tg": "Истилоҳотро бо луғатномаи истилоҳот мувофиқ созед.",
            "ru": "Приведите термины в соответствие с глоссарием.",
            "en": "Bring the terms into line with the glossary.",
            "zh": "请使术语与术语表保持一致。",
        },
        role="translator",
        person="tarjumonova",
        due_in_days=7,
    ),
    Task(
        key="translate-titles",
        title={
            "tg": "Номи чинии се лоиҳаро санҷед",
            "ru": "Проверьте китайские названия трёх проектов",
            "en": "Check the Chinese titles of three projects",
            "zh": "核对三个项目的中文名称",
        },
        detail={
            "tg": "Ин номҳо дар саҳифаи оммавӣ нишон дода мешаванд.",
            "ru": "Эти названия видны на открытой странице.",
            "en": "These titles are shown on the public page.",
            "zh": "这些名称将显示在公开页面上。",
        },
        role="translator",
        person="tarjumonova",
        due_in_days=12,
    ),
    Task(
        key="invite-khorugh",
        title={
            "tg": "Ба намояндаи нави шаҳри Хоруғ даъватнома фиристед",
            "ru": "Пригласите нового представителя города Хорог",
            "en": "Invite the new focal point of the city of Khorugh",
            "zh": "邀请霍罗格市新任联络人",
        },
        detail={
            "tg": "Нома аз шаҳр омадааст; нақш ва мӯҳлати онро нишон диҳед.",
            "ru": "Письмо из города получено; укажите роль и её срок.",
            "en": "The letter from the city has come; state the role and its dates.",
            "zh": "市政府来函已收到，请注明角色和期限。",
        },
        role="administrator",
        person="kalidov",
        due_in_days=1,
    ),
    Task(
        key="load-boundaries",
        title={
            "tg": "Сарҳадҳои расмии ноҳияҳоро ба харита бор кунед",
            "ru": "Загрузите официальные границы районов",
            "en": "Load the official boundaries of the districts",
            "zh": "导入各区的官方边界",
        },
        detail={
            "tg": "То он вақт харита сарҳадҳои тахминиро нишон медиҳад.",
            "ru": "До этого карта показывает схематичные границы.",
            "en": "Until then maps show schematic districts.",
            "zh": "在此之前，地图显示的是示意边界。",
        },
        role="administrator",
        person="kalidov",
        due_in_days=20,
    ),
    Task(
        key="verify-ledger",
        title={
            "tg": "Якпорчагии дафтари сабтро барои моҳи ноябр санҷед",
            "ru": "Проверьте целостность журнала за ноябрь",
            "en": "Verify the ledger for November",
            "zh": "核验十一月的账本",
        },
        detail={
            "tg": "Натиҷаи санҷишро ба ҳисоботи моҳона замима кунед.",
            "ru": "Приложите результат проверки к месячному отчёту.",
            "en": "Attach the result to the monthly report.",
            "zh": "请将核验结果附在月度报告中。",
        },
        role="auditor",
        person="tarozuev",
        due_in_days=6,
    ),
)
