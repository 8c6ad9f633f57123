"""What resolution WHA61.17 asks of Member States (operative paragraph 1), in our own words."""

from __future__ import annotations

from .shapes import Article, Text, text


def _call(number: int, heading: Text, body: Text) -> Article:
    return Article(
        key=f"wha-61-17-1-{number}",
        number=f"1({number})",
        heading=heading,
        text=body,
        addressed_to="member-states",
    )


CALLS: tuple[Article, ...] = (
    _call(
        1,
        text(
            "Сиёсати тандурустӣ бо назардошти муҳоҷирон",
            "Политика здравоохранения с учётом мигрантов",
            "Health policy that takes migrants into account",
            "顾及移民的卫生政策",
        ),
        text(
            "Дар сиёсати тандурустии кишвар вазъ ва ниёзҳои муҳоҷирон ба инобат гирифта шаванд.",
            "Учитывать положение и потребности мигрантов в политике здравоохранения страны.",
            "Let the country's health policy reflect the situation and the needs of migrants.",
            "国家卫生政策应体现移民的处境和需求。",
        ),
    ),
    _call(
        2,
        text(
            "Дастрасии баробар бе табъиз",
            "Равный доступ без дискриминации",
            "Equal access without discrimination",
            "平等就医，不受歧视",
        ),
        text(
            "Муҳоҷирон дар доираи қонунгузории кишвар ба тарғиби саломатӣ, пешгирӣ ва табобат баробар дастрасӣ дошта "
            "бошанд, новобаста аз ҷинс, синну сол, дин, шаҳрвандӣ ва нажод.",
            "В рамках законов страны обеспечить мигрантам равный доступ к укреплению здоровья, профилактике и лечению "
            "независимо от пола, возраста, религии, гражданства и расы.",
            "Within the law of the country, give migrants the same access to health promotion, prevention and "
            "treatment, whatever their sex, age, religion, citizenship or race.",
            "在本国法律范围内，不论性别、年龄、宗教、国籍和种族，让移民平等享有健康促进、预防和治疗服务。",
        ),
    ),
    _call(
        3,
        text(
            "Маълумот дар бораи саломатии муҳоҷирон",
            "Данные о здоровье мигрантов",
            "Data on migrants' health",
            "移民健康数据",
        ),
        text(
            "Низоми иттилооти тиббӣ чунон ба роҳ монда шавад, ки вазъи саломатии муҳоҷиронро аз рӯйи гурӯҳҳои зарурӣ "
            "ҷудогона нишон диҳад ва тағйироти онро пайгирӣ кунад.",
            "Построить медицинские информационные системы так, чтобы они показывали здоровье мигрантов по нужным "
            "группам и его изменение со временем.",
            "Build health information so that it shows migrants' health by the groups that matter, and how it changes.",
            "健全卫生信息系统，按有关类别分别反映移民健康状况及其变化趋势。",
        ),
    ),
    _call(
        4,
        text(
            "Бартараф намудани камбудии хизматрасонӣ",
            "Устранение пробелов в помощи",
            "Closing the gaps in services",
            "弥补服务缺口",
        ),
        text(
            "Муайян карда шавад, ки ба кӣ ва дар куҷо хизматрасонии тиббӣ намерасад, ва ин холигӣ барои ҳама, аз ҷумла "
            "муҳоҷирон, пур карда шавад.",
            "Выяснять, кому и где не хватает медицинской помощи, и восполнять пробелы для всех жителей, включая "
            "мигрантов.",
            "Find out who lacks care and where, and close the gaps for everybody, migrants included.",
            "查明哪些人、在哪些地方缺少医疗服务，并为包括移民在内的所有人填补缺口。",
        ),
    ),
    _call(
        5,
        text(
            "Мубодилаи таҷриба дар тамоми роҳи муҳоҷират",
            "Обмен опытом на всём пути мигранта",
            "Sharing experience along the whole journey",
            "交流移民全程的经验",
        ),
        text(
            "Таҷрибаи хуби кишварҳои баромад, транзит, қабул ва бозгашт ҷамъ оварда, сабт ва мубодила карда шавад.",
            "Собирать, описывать и передавать удачный опыт стран происхождения, транзита, приёма и возвращения.",
            "Collect, write down and pass on what works in countries of origin, transit, destination and return.",
            "收集、记录并分享来源国、过境国、目的地国和回返国的有效做法。",
        ),
    ),
    _call(
        6,
        text(
            "Эҳтироми фарҳанг ва ниёзҳои занону мардон",
            "Внимание к культуре и к нуждам женщин и мужчин",
            "Respect for culture and for women's and men's needs",
            "尊重文化与两性需求",
        ),
        text(
            "Кормандони тиб фарҳанги беморони муҳоҷирро дарк кунанд ва фарқи ниёзҳои занону мардонро ба назар гиранд.",
            "Чтобы медицинские работники понимали культуру пациентов-мигрантов и различали нужды женщин и мужчин.",
            "Help health staff to understand the culture of migrant patients and the differing needs of women and men.",
            "帮助卫生人员理解移民患者的文化，并关注男女不同的健康需求。",
        ),
    ),
    _call(
        7,
        text("Омӯзиши кормандони тиб", "Обучение медицинских работников", "Training of health workers", "培训卫生人员"),
        text(
            "Кормандони тиб барои ҳалли масъалаҳои саломатие, ки аз кӯчиши аҳолӣ бармеоянд, омода карда шаванд.",
            "Готовить медиков к решению вопросов здоровья, связанных с перемещением населения.",
            "Prepare health workers for the health questions that come with the movement of people.",
            "培养卫生人员应对人口流动带来的健康问题的能力。",
        ),
    ),
    _call(
        8,
        text("Ҳамкории кишварҳо", "Сотрудничество стран", "Cooperation between countries", "国家间合作"),
        text(
            "Ҳамаи кишварҳое, ки муҳоҷир аз онҳо мегузарад, дуҷониба ва бисёрҷониба барои саломатии ӯ ҳамкорӣ кунанд.",
            "Странам, через которые проходит путь мигранта, сотрудничать ради его здоровья на двусторонней и "
            "многосторонней основе.",
            "Let the countries along a migrant's way work together for his or her health, two by two and many "
            "together.",
            "移民途经各国应通过双边和多边方式为移民健康开展合作。",
        ),
    ),
    _call(
        9,
        text("Норасоии кадрҳои тиббӣ", "Нехватка медицинских кадров", "Shortage of health workers", "卫生人力短缺"),
        text(
            "Барои кам кардани норасоии умумиҷаҳонии кадрҳои тиббӣ, ки низоми тандурустиро заиф мегардонад, саҳм "
            "гузошта "
            "шавад.",
            "Вносить вклад в сокращение мировой нехватки медицинских кадров, ослабляющей системы здравоохранения.",
            "Help to reduce the worldwide lack of health workers, which weakens health systems.",
            "为缓解削弱卫生系统的全球卫生人力短缺作出贡献。",
        ),
    ),
)
