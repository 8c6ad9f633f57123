"""The thirty-three members of staff and the six demonstration logins.

Surnames are made of household words (notebook, lantern, ladder), so that nobody takes these people for real ones.
Nothing here is a password: the set-up makes them and prints them once.
"""

from __future__ import annotations

from .shapes import Login, Person, Text
from .titles import TITLES

DOMAIN = "hamroh.example"

# Six people sign in at the demonstration; their addresses say the role, so that a visitor can remember them.
ADDRESSES = {
    "kalidov": "administrator",
    "daftarova": "secretariat",
    "chatrov": "focal-point",
    "raqamova": "statistician",
    "tarjumonova": "translator",
    "tarozuev": "auditor",
}


def _staff(
    key: str,
    names: tuple[str, str, str, str],
    role: str,
    organisation: str,
    station: str,
    title: str,
    language: str = "tg",
) -> Person:
    """A member of staff from the name in Tajik, Russian, English and Chinese."""
    tg, ru, en, zh = names
    name: Text = {"tg": tg, "ru": ru, "en": en, "zh": zh}
    return Person(
        key=key,
        name=name,
        title=TITLES[title],
        role=role,
        organisation=organisation,
        duty_station=station,
        language=language,
        email=f"{ADDRESSES.get(key, key)}@{DOMAIN}",
    )


DUSHANBE = (
    _staff(
        "kalidov",
        ("Баҳор Калидов", "Бахор Калидов", "Bahor Kalidov", "巴霍尔·卡利多夫"),
        "administrator",
        "commission-secretariat",
        "dushanbe",
        "systems",
    ),
    _staff(
        "daftarova",
        ("Лола Дафтарова", "Лола Дафтарова", "Lola Daftarova", "洛拉·达夫塔罗娃"),
        "secretariat",
        "commission-secretariat",
        "dushanbe",
        "head-of-secretariat",
    ),
    _staff(
        "muhrov",
        ("Сипеҳр Мӯҳров", "Сипехр Мухров", "Sipehr Muhrov", "西佩赫尔·穆赫罗夫"),
        "secretariat",
        "commission-secretariat",
        "dushanbe",
        "coordination",
        "ru",
    ),
    _staff(
        "charoghova",
        ("Шабнам Чароғова", "Шабнам Чарогова", "Shabnam Charoghova", "沙布南·恰罗戈娃"),
        "programme_manager",
        "migration-organisation",
        "dushanbe",
        "manager-policy",
        "en",
    ),
    _staff(
        "fonusov",
        ("Парвиз Фонусов", "Парвиз Фонусов", "Parviz Fonusov", "帕尔维兹·福努索夫"),
        "programme_manager",
        "migration-organisation",
        "dushanbe",
        "manager-health",
        "ru",
    ),
    _staff(
        "raqamova",
        ("Зарнигор Рақамова", "Зарнигор Ракамова", "Zarnigor Raqamova", "扎尔尼戈尔·拉卡莫娃"),
        "statistician",
        "statistics-agency",
        "dushanbe",
        "statistician",
    ),
    _staff(
        "jadvalov",
        ("Исфандиёр Ҷадвалов", "Исфандиёр Джадвалов", "Isfandiyor Jadvalov", "伊斯凡迪约尔·贾德瓦洛夫"),
        "data_steward",
        "statistics-agency",
        "dushanbe",
        "data-steward",
        "ru",
    ),
    _staff(
        "tarjumonova",
        ("Меҳрафрӯз Тарҷумонова", "Мехрафруз Тарджумонова", "Mehrafruz Tarjumonova", "梅赫拉夫鲁兹·塔尔朱莫诺娃"),
        "translator",
        "commission-secretariat",
        "dushanbe",
        "translator",
    ),
    _staff(
        "tarozuev",
        ("Фаридун Тарозуев", "Фаридун Тарозуев", "Faridun Tarozuev", "法里东·塔罗祖耶夫"),
        "auditor",
        "migration-fund",
        "dushanbe",
        "auditor",
        "en",
    ),
    _staff(
        "qonunova",
        ("Нигина Қонунова", "Нигина Конунова", "Nigina Qonunova", "尼吉娜·科努诺娃"),
        "legal_officer",
        "ministry-labour",
        "dushanbe",
        "lawyer",
    ),
    _staff(
        "darmonova",
        ("Гулчеҳра Дармонова", "Гульчехра Дармонова", "Gulchehra Darmonova", "古尔切赫拉·达尔莫诺娃"),
        "health_officer",
        "migrant-health-centre",
        "dushanbe",
        "physician",
    ),
    _staff(
        "saboqov",
        ("Далер Сабоқов", "Далер Сабоков", "Daler Saboqov", "达列尔·萨博科夫"),
        "training_officer",
        "civil-service-centre",
        "dushanbe",
        "head-of-curriculum",
    ),
    _staff(
        "lu-yin",
        ("Лу Ин", "Лу Инь", "Lu Yin", "路引"),
        "health_officer",
        "clinic-101",
        "dushanbe",
        "health-mediator",
        "zh-hans",
    ),
    _staff(
        "varaqaeva",
        ("Сабоҳат Варақаева", "Сабохат Варакаева", "Sabohat Varaqaeva", "萨博哈特·瓦拉卡耶娃"),
        "focal_point",
        "open-window",
        "dushanbe",
        "ngo-coordinator",
    ),
)

KHUJAND = (
    _staff(
        "rohchaeva",
        ("Меҳрангез Роҳчаева", "Мехрангез Рохчаева", "Mehrangez Rohchaeva", "梅赫兰格兹·罗赫恰耶娃"),
        "programme_manager",
        "migration-organisation",
        "khujand",
        "manager-labour",
    ),
    _staff(
        "kitobov",
        ("Аброр Китобов", "Аброр Китобов", "Abror Kitobov", "阿布罗尔·基托博夫"),
        "training_officer",
        "administration-university",
        "khujand",
        "lecturer",
    ),
    _staff(
        "durbinov",
        ("Шаҳром Дурбинов", "Шахром Дурбинов", "Shahrom Durbinov", "沙赫罗姆·杜尔比诺夫"),
        "focal_point",
        "guiding-star",
        "khujand",
        "ngo-coordinator",
        "ru",
    ),
    _staff(
        "siyohidonova",
        ("Мадина Сиёҳидонова", "Мадина Сиёхидонова", "Madina Siyohidonova", "马迪娜·西约希多诺娃"),
        "data_steward",
        "migration-service",
        "khujand",
        "data-steward",
    ),
    _staff(
        "naqshaev",
        ("Ҷамшед Нақшаев", "Джамшед Накшаев", "Jamshed Naqshaev", "贾姆谢德·纳克沙耶夫"),
        "focal_point",
        "city-khujand",
        "khujand",
        "city-officer",
    ),
)

BOKHTAR = (
    _staff(
        "panjaraev",
        ("Дилшод Панҷараев", "Дильшод Панджараев", "Dilshod Panjaraev", "迪尔绍德·潘贾拉耶夫"),
        "programme_manager",
        "migration-organisation",
        "bokhtar",
        "manager-protection",
    ),
    _staff(
        "payomova",
        ("Нозанин Паёмова", "Нозанин Паёмова", "Nozanin Payomova", "诺扎宁·帕约莫娃"),
        "focal_point",
        "companion-radio",
        "bokhtar",
        "editor",
    ),
    _staff(
        "chatrov",
        ("Комрон Чатров", "Комрон Чатров", "Komron Chatrov", "科姆龙·恰特罗夫"),
        "focal_point",
        "apricot-road",
        "bokhtar",
        "ngo-coordinator",
    ),
    _staff(
        "juzvdonova",
        ("Ситора Ҷузвдонова", "Ситора Джузвдонова", "Sitora Juzvdonova", "西托拉·朱兹夫多诺娃"),
        "training_officer",
        "departure-centre",
        "bokhtar",
        "departure-adviser",
    ),
    _staff(
        "qalamov",
        ("Алишер Қаламов", "Алишер Каламов", "Alisher Qalamov", "阿利舍尔·卡拉莫夫"),
        "secretariat",
        "commission-secretariat",
        "bokhtar",
        "regional-coordination",
    ),
)

KULOB = (
    _staff(
        "ayvonova",
        ("Гулрӯ Айвонова", "Гулру Айвонова", "Gulru Ayvonova", "古尔鲁·艾沃诺娃"),
        "programme_manager",
        "migration-organisation",
        "kulob",
        "manager-return",
    ),
    _staff(
        "choynikova",
        ("Оиша Чойникова", "Оиша Чойникова", "Oisha Choynikova", "奥伊莎·乔伊尼科娃"),
        "focal_point",
        "warm-hearth",
        "kulob",
        "ngo-coordinator",
    ),
    _staff(
        "jevonov",
        ("Сорбон Ҷевонов", "Сорбон Джевонов", "Sorbon Jevonov", "索尔本·杰沃诺夫"),
        "focal_point",
        "city-kulob",
        "kulob",
        "city-officer",
    ),
    _staff(
        "malhamova",
        ("Рухшона Малҳамова", "Рухшона Малхамова", "Rukhshona Malhamova", "鲁赫绍娜·马尔哈莫娃"),
        "health_officer",
        "migrant-health-centre",
        "kulob",
        "physician",
    ),
)

KHORUGH = (
    _staff(
        "darvozaev",
        ("Субҳон Дарвозаев", "Субхон Дарвозаев", "Subhon Darvozaev", "苏布洪·达尔沃扎耶夫"),
        "programme_manager",
        "migration-organisation",
        "khorugh",
        "manager-borders",
        "en",
    ),
    _staff(
        "nushdoruev",
        ("Азиз Нӯшдоруев", "Азиз Нушдоруев", "Aziz Nushdoruev", "阿齐兹·努什多鲁耶夫"),
        "health_officer",
        "doctors-of-the-pass",
        "khorugh",
        "physician",
        "ru",
    ),
    _staff(
        "zinaeva",
        ("Парасту Зинаева", "Парасту Зинаева", "Parastu Zinaeva", "帕拉斯图·济纳耶娃"),
        "focal_point",
        "city-khorugh",
        "khorugh",
        "city-officer",
    ),
)

PANJAKENT = (
    _staff(
        "sanduqov",
        ("Фирӯз Сандуқов", "Фируз Сандуков", "Firuz Sanduqov", "菲鲁兹·桑杜科夫"),
        "programme_manager",
        "migration-organisation",
        "panjakent",
        "manager-diaspora",
    ),
    _staff(
        "kuzaeva",
        ("Тӯҳфа Кӯзаева", "Тухфа Кузаева", "Tuhfa Kuzaeva", "图赫法·库扎耶娃"),
        "focal_point",
        "seven-springs",
        "panjakent",
        "ngo-coordinator",
    ),
)

STAFF: tuple[Person, ...] = DUSHANBE + KHUJAND + BOKHTAR + KULOB + KHORUGH + PANJAKENT

LOGINS: tuple[Login, ...] = tuple(
    Login(person=person.key, role=person.role, email=person.email) for person in STAFF if person.key in ADDRESSES
)
