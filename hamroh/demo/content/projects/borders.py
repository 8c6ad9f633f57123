"""Invented projects on border and identity management."""

from __future__ import annotations

from ..shapes import Project
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
)

CROSSINGS = Project(
    identifier="XM-EX-HAMROH-007",
    area="border_identity",
    status="2",
    title={
        "tg": "Санҷиши ҳуҷҷатҳои сафар ва муносибати хуб бо мусофирон дар гузаргоҳҳои сарҳадӣ",
        "ru": "Проверка проездных документов и внимательное отношение к пассажирам на пунктах пропуска",
        "en": "Examination of travel documents and good treatment of travellers at border crossing points",
        "zh": "边境口岸的旅行证件查验与旅客善待",
    },
    description={
        "tg": (
            "Нозирони гузаргоҳҳо ҳуҷҷати қалбакиро зуд мешиносанд, бо зан, кӯдак ва одами осебпазир дуруст рафтор "
            "мекунанд ва вақти интизорӣ кам мешавад. Дар ҳар гузаргоҳ лавҳаҳои роҳнамо ба чор забон насб мегарданд."
        ),
        "ru": (
            "Сотрудники пунктов пропуска быстро распознают подделку, правильно обращаются с женщинами, детьми и "
            "уязвимыми людьми, а время ожидания сокращается. На каждом пункте появляются указатели на четырёх языках."
        ),
        "en": (
            "Officers at the crossing points recognise a forged document quickly, treat women, children and "
            "vulnerable people rightly, and waiting times fall. Every crossing gets signs in four languages."
        ),
        "zh": "口岸人员能迅速识别伪造证件，妥善对待妇女、儿童和弱势人员，缩短等候时间。各口岸设置四种语言的标识。",
    },
    schedule=schedule(("2025-03-01", "2027-02-28"), ("2025-03-17", None)),
    participants=roles(
        funding=(FUND, "estovia-ministry"),
        accountable="border-guard",
        implementing=("ministry-interior", "bridge-and-road"),
    ),
    places=shares(("3507234", "30"), ("3590208", "25"), ("3590217", "20"), ("3509019", "25")),
    sectors=shares(("15190", "60"), ("15136", "40")),
    sdg_targets=("10.7", "16.6"),
    policy_markers=markers(gender="1"),
    frames=("sdg-10-7",),
    budgets=(
        budget("2025-03-01", "2026-02-28", "210000"),
        budget("2026-03-01", "2027-02-28", "190000"),
    ),
    planned_disbursements=(planned("2026-12-05", "2026-12-31", "50000", OFFICE),),
    transactions=(
        income("007-01", "2025-03-05", "400000", "agreement", receiver=OFFICE, committed=True),
        income("007-02", "2025-03-24", "210000", "first-instalment", receiver=OFFICE, provider="estovia-ministry"),
        income("007-03", "2026-03-16", "140000", "next-instalment", receiver=OFFICE),
        commitment("007-04", "2025-04-14", "72000", provider=OFFICE, receiver="bridge-and-road"),
        disbursement("007-05", "2025-05-05", "36000", provider=OFFICE, receiver="bridge-and-road"),
        disbursement("007-06", "2026-04-13", "36000", provider=OFFICE, receiver="bridge-and-road"),
        expenditure("007-07", "2025-10-31", "124500", "equipment", provider=OFFICE),
        expenditure("007-08", "2026-07-17", "38900", "training", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Нозирони гузаргоҳҳо омӯзонида шуданд",
                "ru": "Сотрудники пунктов пропуска обучены",
                "en": "Officers at crossing points are trained",
                "zh": "口岸人员完成培训",
            },
            indicator(
                {
                    "tg": "Шумораи нозироне, ки имтиҳонро супориданд",
                    "ru": "Число сотрудников, сдавших экзамен",
                    "en": "Number of officers who passed the examination",
                    "zh": "通过考试的口岸人员人数",
                },
                period("2025-03-01", "2026-02-28", by_sex("20", "100"), by_sex("18", "109")),
                period("2026-03-01", "2027-02-28", by_sex("30", "110"), by_sex("21", "76")),
            ),
        ),
        outcome(
            {
                "tg": "Убури сарҳад осонтар шуд",
                "ru": "Пересекать границу стало легче",
                "en": "Crossing the border has become easier",
                "zh": "通关更加便捷",
            },
            indicator(
                {
                    "tg": "Вақти миёнаи интизорӣ дар гузаргоҳ, дақиқа",
                    "ru": "Среднее время ожидания на пункте пропуска, минут",
                    "en": "Mean waiting time at the crossing, minutes",
                    "zh": "口岸平均等候时间（分钟）",
                },
                period("2025-03-01", "2026-02-28", "40", "44"),
                period("2026-03-01", "2027-02-28", "30", "33"),
                baseline="58",
                ascending=False,
            ),
        ),
    ),
    contact="darvozaev",
)

DOCUMENTS = Project(
    identifier="XM-EX-HAMROH-008",
    area="border_identity",
    status="2",
    title={
        "tg": "Ҳуҷҷати шахсӣ барои ҳар сокини ноҳияҳои наздисарҳадӣ",
        "ru": "Документы, удостоверяющие личность, для каждого жителя приграничных районов",
        "en": "Identity documents for every resident of the border districts",
        "zh": "让边境地区每位居民都拥有身份证件",
    },
    description={
        "tg": (
            "Гурӯҳҳои сайёр ба деҳаҳои дур мераванд: таваллудро сабт мекунанд, шиносномаи гумшударо барқарор месозанд "
            "ва ба шахсони бешаҳрвандӣ роҳи гирифтани ҳуҷҷатро нишон медиҳанд."
        ),
        "ru": (
            "Выездные бригады приезжают в дальние сёла: регистрируют рождение, восстанавливают утерянные паспорта и "
            "помогают лицам без гражданства получить документы."
        ),
        "en": (
            "Mobile teams go to remote villages: they register births, replace lost passports and show stateless "
            "people the way to documents."
        ),
        "zh": "流动工作组深入偏远村庄：办理出生登记、补发遗失的护照，并协助无国籍人士取得证件。",
    },
    schedule=schedule(("2025-06-01", "2026-12-31"), ("2025-06-09", None)),
    participants=roles(
        funding=("solaria-foundation",),
        accountable="ministry-interior",
        implementing=("city-khorugh", "doctors-of-the-pass"),
    ),
    places=shares(("3590401", "30"), ("3590204", "25"), ("3590213", "25"), ("3507246", "20")),
    sectors=shares(("15190", "40"), ("15160", "60")),
    sdg_targets=("16.9", "10.7"),
    policy_markers=markers(gender="1", mother_child="1"),
    frames=("sdg-10-7",),
    budgets=(budget("2025-06-01", "2025-12-31", "60000"), budget("2026-01-01", "2026-12-31", "88000")),
    planned_disbursements=(planned("2026-12-01", "2026-12-31", "20000", OFFICE, provider="solaria-foundation"),),
    transactions=(
        income(
            "008-01",
            "2025-06-02",
            "148000",
            "agreement",
            receiver=OFFICE,
            provider="solaria-foundation",
            committed=True,
        ),
        income(
            "008-02",
            "2025-06-16",
            "60000",
            "first-instalment",
            receiver=OFFICE,
            provider="solaria-foundation",
        ),
        income("008-03", "2026-01-19", "68000", "next-instalment", receiver=OFFICE, provider="solaria-foundation"),
        disbursement("008-04", "2025-07-07", "25000", provider=OFFICE, receiver="city-khorugh"),
        expenditure("008-05", "2026-06-12", "54300", "services", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Сокинон ҳуҷҷат гирифтанд",
                "ru": "Жители получили документы",
                "en": "Residents have received documents",
                "zh": "居民取得证件",
            },
            indicator(
                {
                    "tg": "Шумораи ҳуҷҷатҳои додашуда",
                    "ru": "Число выданных документов",
                    "en": "Number of documents issued",
                    "zh": "签发的证件数量",
                },
                period("2025-06-01", "2025-12-31", by_sex("300", "250"), by_sex("318", "227")),
                period("2026-01-01", "2026-12-31", by_sex("700", "550"), by_sex("652", "498")),
            ),
        ),
    ),
    contact="darvozaev",
)

PROJECTS: tuple[Project, ...] = (CROSSINGS, DOCUMENTS)
