"""What resolution WHA61.17 asks of the Director-General (operative paragraph 2), in our own words."""

from __future__ import annotations

from .shapes import Article, Text, text


def _request(number: int, heading: Text, body: Text) -> Article:
    return Article(
        key=f"wha-61-17-2-{number}",
        number=f"2({number})",
        heading=heading,
        text=body,
        addressed_to="director-general",
    )


REQUESTS: tuple[Article, ...] = (
    _request(
        1,
        text(
            "Мавзӯъ дар рӯзномаи ҷаҳонӣ",
            "Тема в международной повестке",
            "A place on the world's agenda",
            "列入国际议程",
        ),
        text(
            "Якҷоя бо созмонҳои дигар саломатии муҳоҷирон ба рӯзномаи байналмилалии тандурустӣ ворид карда шавад.",
            "Вместе с другими организациями внести здоровье мигрантов в международную повестку здравоохранения.",
            "Together with other organisations, bring migrants' health onto the international health agenda.",
            "与其他国际组织共同把移民健康列入国际卫生议程。",
        ),
    ),
    _request(
        2,
        text("Роҳҳои имконпазири сиёсат", "Варианты политики", "Options for policy", "政策选项"),
        text(
            "Омӯхта шавад, ки бо кадом сиёсат ва усулҳо саломатии муҳоҷиронро беҳтар кардан мумкин аст.",
            "Изучить, какая политика и какие подходы улучшают здоровье мигрантов.",
            "Study which policies and approaches improve migrants' health.",
            "研究哪些政策和方法能改善移民健康。",
        ),
    ),
    _request(
        3,
        text(
            "Таҳлили мушкилоти асосӣ", "Анализ главных трудностей", "Analysis of the main difficulties", "分析主要难题"
        ),
        text(
            "Мушкилоти асосии саломатӣ, ки бо муҳоҷират алоқаманданд, таҳлил карда шаванд.",
            "Проанализировать главные трудности для здоровья, связанные с миграцией.",
            "Analyse the main difficulties for health that are linked to migration.",
            "分析与移民有关的主要健康难题。",
        ),
    ),
    _request(
        4,
        text(
            "Дастгирии баҳогузорӣ дар кишварҳо", "Поддержка оценок в странах", "Support for assessments", "支持开展评估"
        ),
        text(
            "Ба кишварҳо ва минтақаҳо дар омӯзиши вазъи саломатии муҳоҷирон ва дастрасии онҳо ба табобат кӯмак "
            "расонида "
            "шавад.",
            "Помогать странам и регионам изучать здоровье мигрантов и их доступ к медицинской помощи.",
            "Help countries and regions to study migrants' health and their access to care.",
            "协助各国和各区域评估移民健康状况及其就医情况。",
        ),
    ),
    _request(
        5,
        text(
            "Саломатии муҳоҷирон дар стратегияҳо",
            "Здоровье мигрантов в стратегиях",
            "Migrants' health in strategies",
            "纳入卫生战略",
        ),
        text(
            "Ҳангоми таҳияи стратегияҳои минтақавӣ ва миллии тандурустӣ ворид намудани саломатии муҳоҷирон дастгирӣ "
            "ёбад.",
            "Способствовать тому, чтобы региональные и национальные стратегии охватывали здоровье мигрантов.",
            "Encourage regional and national health strategies to include migrants' health where it fits.",
            "推动在适当情况下将移民健康纳入区域和国家卫生战略。",
        ),
    ),
    _request(
        6,
        text(
            "Ҷамъоварӣ ва паҳн намудани маълумот",
            "Сбор и распространение данных",
            "Collecting and spreading data",
            "收集和传播数据",
        ),
        text(
            "Дар ҷамъоварӣ ва дастрас намудани маълумот оид ба саломатии муҳоҷирон кӯмак расонида шавад.",
            "Помогать собирать данные о здоровье мигрантов и делать их доступными.",
            "Help to gather data on migrants' health and to make them available.",
            "协助收集并公布移民健康数据和信息。",
        ),
    ),
    _request(
        7,
        text("Муколамаи кишварҳо", "Диалог государств", "Dialogue between states", "国家间对话"),
        text(
            "Муколама ва ҳамкории ҳамаи давлатҳое, ки ба муҳоҷират алоқаманданд, дастгирӣ карда шавад ва ба тақвияти "
            "низоми тандурустии кишварҳои рӯ ба инкишоф диққати махсус дода шавад.",
            "Поддерживать диалог и сотрудничество всех государств, которых касается миграция, уделяя особое внимание "
            "системам здравоохранения развивающихся стран.",
            "Foster dialogue and cooperation among all states concerned by migration, with special care for the "
            "health systems of developing countries.",
            "促进所有与移民有关的国家开展对话与合作，特别关注加强发展中国家的卫生系统。",
        ),
    ),
    _request(
        8,
        text("Шарикӣ миёни созмонҳо", "Партнёрство организаций", "Partnership between organisations", "机构间伙伴关系"),
        text(
            "Ҳамкории созмонҳо ва минтақаҳо тақвият дода шавад ва таъсири сиёсати соҳаҳои дигар ба саломатии "
            "муҳоҷирон ба "
            "назар гирифта шавад.",
            "Развивать партнёрство между организациями и регионами и учитывать влияние политики других отраслей.",
            "Build partnerships between organisations and regions, and consider what policies of other sectors do "
            "to migrants' health.",
            "发展机构间和区域间的伙伴关系，并考虑其他领域政策对移民健康的影响。",
        ),
    ),
    _request(
        9,
        text(
            "Шабакаи илмӣ ва техникӣ",
            "Научная и техническая сеть",
            "A network of science and practice",
            "科学与技术网络",
        ),
        text(
            "Марказҳои ҳамкор, донишгоҳҳо ва ҷомеаи шаҳрвандӣ дар як шабака барои таҳқиқот ва ёрии техникӣ муттаҳид "
            "карда шаванд.",
            "Объединить сотрудничающие центры, университеты и гражданское общество в сеть для исследований и "
            "технической помощи.",
            "Link collaborating centres, universities and civil society in a network for research and technical help.",
            "将合作中心、高校和民间社会联成网络，推动研究并增强技术合作能力。",
        ),
    ),
    _request(
        10,
        text(
            "Технологияҳои муосири иттилоотӣ",
            "Современные информационные технологии",
            "Modern information technology",
            "现代信息技术",
        ),
        text(
            "Барои мубодилаи иттилоот дар дохили кишвар, минтақа ва ҷаҳон аз технологияҳои муосир истифода бурда "
            "шавад.",
            "Обмениваться сведениями внутри стран, в регионе и в мире с помощью современных технологий.",
            "Use modern technology to exchange information within countries, in the region and worldwide.",
            "利用现代信息技术，在国家、区域和国际层面交流移民健康信息。",
        ),
    ),
    _request(
        11,
        text("Ҳисобот ба Ассамблея", "Доклад Ассамблее", "Report to the Assembly", "向大会报告"),
        text(
            "Пас аз ду сол ба Ассамблеяи шасту сеюм тавассути Кумитаи иҷроия оид ба иҷрои қатънома ҳисобот дода шавад.",
            "Через два года, через Исполнительный комитет, доложить шестьдесят третьей сессии Ассамблеи о выполнении "
            "резолюции.",
            "Report on what has been done to the sixty-third Assembly two years later, through the Executive Board.",
            "两年后通过执行委员会向第六十三届大会报告决议执行情况。",
        ),
    ),
)
