"""Invented projects on diaspora and remittances."""

from __future__ import annotations

from ..shapes import Project
from .builders import (
    FUND,
    OFFICE,
    budget,
    by_sex,
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
    value,
)

REMITTANCES = Project(
    identifier="XM-EX-HAMROH-MO-010",
    reporting_organisation="migration-organisation",
    area="diaspora_remittances",
    status="2",
    title={
        "tg": "Интиқоли арзони маблағ ва саводи молиявии оилаҳои муҳоҷирон",
        "ru": "Недорогие денежные переводы и финансовая грамотность семей мигрантов",
        "en": "Cheaper remittances and financial literacy for migrants' families",
        "zh": "降低汇款成本，提升移民家庭金融知识",
    },
    description={
        "tg": (
            "Муҳоҷир ва оилаи ӯ нархи интиқоли маблағро дар як ҷадвал муқоиса мекунанд, буҷети оиларо ба нақша "
            "мегиранд ва пасандоз мекунанд. Мураббиён асосан занони деҳот мебошанд."
        ),
        "ru": (
            "Мигрант и его семья сравнивают стоимость переводов в одной таблице, планируют семейный бюджет и делают "
            "сбережения. Наставники — в основном сельские женщины."
        ),
        "en": (
            "Migrants and their families compare the price of transfers in one table, plan the household budget and "
            "save. Most trainers are women from the villages."
        ),
        "zh": "移民及其家人可在一张表上比较汇款费用、规划家庭预算并进行储蓄。培训员大多是农村妇女。",
    },
    schedule=schedule(("2025-10-01", "2027-09-30"), ("2025-10-13", None)),
    participants=roles(
        funding=(FUND,),
        accountable="ministry-labour",
        implementing=("mountain-road-bank", "warm-hearth", "guiding-star"),
    ),
    places=shares(("3507405", "35"), ("3505404", "35"), ("3509036", "30")),
    sectors=shares(("24050", "70"), ("15190", "30")),
    sdg_targets=("10.c", "10.7", "8.10"),
    policy_markers=markers(gender="2"),
    frames=("sdg-10-c", "sdg-10-7"),
    budgets=(budget("2025-10-01", "2026-09-30", "84000"), budget("2026-10-01", "2027-09-30", "80000")),
    planned_disbursements=(planned("2027-03-15", "2027-04-15", "40000", OFFICE),),
    transactions=(
        income("010-01", "2025-10-06", "164000", "agreement", receiver=OFFICE, committed=True),
        income("010-02", "2025-10-20", "84000", "first-instalment", receiver=OFFICE),
        income("010-03", "2026-10-19", "40000", "next-instalment", receiver=OFFICE),
        disbursement("010-04", "2025-11-17", "32000", provider=OFFICE, receiver="guiding-star"),
        disbursement("010-05", "2025-11-24", "21000", provider=OFFICE, receiver="warm-hearth"),
        expenditure("010-06", "2026-06-19", "17800", "training", provider=OFFICE),
    ),
    results=(
        outcome(
            {
                "tg": "Оилаҳо барои интиқол камтар пардохт мекунанд",
                "ru": "Семьи платят за переводы меньше",
                "en": "Families pay less for transfers",
                "zh": "家庭支付的汇款费用降低",
            },
            indicator(
                {
                    "tg": "Арзиши миёнаи интиқоли 200 доллар, фоиз",
                    "ru": "Средняя стоимость перевода 200 долларов, процентов",
                    "en": "Mean cost of sending 200 dollars, per cent",
                    "zh": "汇出200美元的平均费用（百分比）",
                },
                period("2025-10-01", "2026-09-30", "3.0", "2.9"),
                measure="2",
                baseline="3.6",
                baseline_date="2025-09-30",
                ascending=False,
            ),
        ),
        output(
            {
                "tg": "Аъзои оилаҳо курси саводи молиявиро хатм карданд",
                "ru": "Члены семей окончили курс финансовой грамотности",
                "en": "Family members completed the financial literacy course",
                "zh": "家庭成员完成金融知识课程",
            },
            indicator(
                {
                    "tg": "Шумораи хатмкунандагон",
                    "ru": "Число окончивших",
                    "en": "Number of graduates",
                    "zh": "结业人数",
                },
                period("2025-10-01", "2026-09-30", by_sex("600", "200"), by_sex("648", "173")),
                baseline_date="2025-09-30",
            ),
        ),
    ),
    contact="sanduqov",
)

COMPATRIOTS = Project(
    identifier="XM-EX-HAMROH-YORON-011",
    reporting_organisation="diaspora-council",
    area="diaspora_remittances",
    status="2",
    title={
        "tg": "Дониш ва сармояи ҳамватанони бурунмарзӣ барои рушди зодгоҳ",
        "ru": "Знания и вложения соотечественников за рубежом для развития родных мест",
        "en": "Knowledge and investment of compatriots abroad for their home districts",
        "zh": "海外同胞的知识与投资助力家乡发展",
    },
    description={
        "tg": (
            "Духтурон, муҳандисон ва муаллимони тоҷик, ки дар хориҷ кор мекунанд, барои муддати кӯтоҳ ба ватан омада, "
            "таҷрибаи худро меомӯзонанд. Лоиҳаҳои ободонии деҳот якҷоя бо маҳалла маблағгузорӣ мешаванд."
        ),
        "ru": (
            "Работающие за рубежом врачи, инженеры и учителя ненадолго приезжают на родину и передают опыт. "
            "Благоустройство сёл финансируется вместе с местной общиной."
        ),
        "en": (
            "Doctors, engineers and teachers who work abroad come home for short stays and pass on what they know. "
            "Improvements of villages are financed together with the community."
        ),
        "zh": "在国外工作的医生、工程师和教师短期回国传授经验。村庄改善项目与当地社区共同出资。",
    },
    schedule=schedule(("2026-02-01", "2027-10-31"), ("2026-02-16", None)),
    participants=roles(
        funding=("nordavia-agency", "solaria-foundation"),
        accountable="ministry-foreign",
        implementing=("diaspora-council", "seven-springs"),
    ),
    places=shares(("3505413", "40"), ("3505203", "30"), ("3501000", "30")),
    sectors=shares(("15190", "45"), ("43040", "55")),
    sdg_targets=("10.7", "17.3"),
    policy_markers=markers(governance="1"),
    frames=("sdg-10-7",),
    budgets=(
        budget("2026-02-01", "2026-12-31", "76000"),
        budget("2027-01-01", "2027-10-31", "70000", status="1"),
    ),
    planned_disbursements=(planned("2027-01-20", "2027-02-20", "70000", OFFICE, provider="nordavia-agency"),),
    transactions=(
        income(
            "011-01",
            "2026-02-04",
            "146000",
            "agreement",
            receiver=OFFICE,
            provider="nordavia-agency",
            committed=True,
        ),
        income("011-02", "2026-02-23", "76000", "first-instalment", receiver=OFFICE, provider="nordavia-agency"),
        disbursement("011-03", "2026-03-16", "42000", provider=OFFICE, receiver="diaspora-council"),
        expenditure("011-04", "2026-09-11", "13600", "outreach", provider=OFFICE),
    ),
    results=(
        output(
            {
                "tg": "Мутахассисони бурунмарзӣ таҷрибаи худро омӯзониданд",
                "ru": "Специалисты из-за рубежа передали опыт",
                "en": "Specialists from abroad passed on their experience",
                "zh": "海外专家传授经验",
            },
            indicator(
                {
                    "tg": "Шумораи сафарҳои омӯзишӣ",
                    "ru": "Число учебных визитов",
                    "en": "Number of teaching visits",
                    "zh": "教学访问次数",
                },
                period(
                    "2026-02-01",
                    "2026-12-31",
                    "24",
                    (value("19"), value("7", sex="female"), value("12", sex="male")),
                ),
                baseline_date="2026-01-31",
            ),
        ),
    ),
    contact="sanduqov",
)

PROJECTS: tuple[Project, ...] = (REMITTANCES, COMPATRIOTS)
