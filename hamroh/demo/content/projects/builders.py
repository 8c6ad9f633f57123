"""Short ways to write the records of a project, and the sentences that many transactions share.

``d`` turns an ISO date into a date once, here, so that the projects below read as a table.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..shapes import (
    Budget,
    Marker,
    Participant,
    Period,
    PlannedDisbursement,
    Result,
    ResultIndicator,
    Schedule,
    Share,
    Text,
    Transaction,
    Value,
)

FUND = "migration-fund"
OFFICE = "migration-organisation"

ABOUT: dict[str, Text] = {
    "agreement": {
        "tg": "Созишнома бо фонд дар бораи маблағгузории лоиҳа",
        "ru": "Соглашение с фондом о финансировании проекта",
        "en": "Agreement with the fund on financing the project",
        "zh": "与基金签订的项目资助协议",
    },
    "first-instalment": {
        "tg": "Қисми якуми маблағ аз фонд",
        "ru": "Первый транш от фонда",
        "en": "First instalment from the fund",
        "zh": "基金首期拨款",
    },
    "next-instalment": {
        "tg": "Қисми навбатии маблағ пас аз ҳисоботи мобайнӣ",
        "ru": "Очередной транш после промежуточного отчёта",
        "en": "Next instalment after the interim report",
        "zh": "中期报告后的后续拨款",
    },
    "partner-agreement": {
        "tg": "Шартнома бо ташкилоти иҷрокунанда",
        "ru": "Договор с организацией-исполнителем",
        "en": "Contract with the implementing organisation",
        "zh": "与执行机构签订的合同",
    },
    "partner-payment": {
        "tg": "Маблағ барои ташкилоти иҷрокунанда мувофиқи шартнома",
        "ru": "Перечисление организации-исполнителю по договору",
        "en": "Payment to the implementing organisation under the contract",
        "zh": "按合同向执行机构付款",
    },
    "training": {
        "tg": "Хароҷоти машғулиятҳои омӯзишӣ: мураббиён, маводи таълимӣ, роҳкиро",
        "ru": "Расходы на учебные занятия: преподаватели, материалы, проезд",
        "en": "Costs of training sessions: trainers, materials, travel",
        "zh": "培训费用：讲师、教材、交通",
    },
    "equipment": {
        "tg": "Харидории таҷҳизот ва насби он",
        "ru": "Закупка и установка оборудования",
        "en": "Purchase and installation of equipment",
        "zh": "设备采购与安装",
    },
    "research": {
        "tg": "Хароҷоти таҳқиқоти саҳроӣ: пурсиш, тарҷума, коркарди маълумот",
        "ru": "Расходы на полевое исследование: опрос, перевод, обработка данных",
        "en": "Costs of field research: interviews, translation, data processing",
        "zh": "实地研究费用：访谈、翻译、数据处理",
    },
    "services": {
        "tg": "Хизматрасонӣ ба муҳоҷирон: машварат, ҳамроҳӣ, тарҷумонӣ",
        "ru": "Услуги для мигрантов: консультации, сопровождение, перевод",
        "en": "Services for migrants: advice, accompaniment, interpreting",
        "zh": "面向移民的服务：咨询、陪同、口译",
    },
    "outreach": {
        "tg": "Корҳои иттилоотӣ: варақаҳо, барномаҳои радио, вохӯриҳо",
        "ru": "Информационная работа: листовки, радиопередачи, встречи",
        "en": "Information work: leaflets, radio programmes, meetings",
        "zh": "宣传工作：传单、广播节目、见面会",
    },
    "grants": {
        "tg": "Кӯмаки хурди молиявӣ ба баргаштагон барои оғози кор",
        "ru": "Малые гранты вернувшимся на открытие дела",
        "en": "Small grants to returnees for starting a business",
        "zh": "向回返人员发放的小额创业资助",
    },
}


def d(iso: str) -> date:
    """The date written ``YYYY-MM-DD``."""
    return date.fromisoformat(iso)


def schedule(planned: tuple[str, str], actual: tuple[str | None, str | None] = (None, None)) -> Schedule:
    """Planned start and end, actual start and end."""
    started, ended = actual
    return Schedule(
        planned_start=d(planned[0]),
        planned_end=d(planned[1]),
        actual_start=d(started) if started else None,
        actual_end=d(ended) if ended else None,
    )


def shares(*parts: tuple[str, str]) -> tuple[Share, ...]:
    """Shares in per cent as pairs of a code (sector or P-code) and its percentage."""
    return tuple(Share(code=code, percentage=Decimal(percentage)) for code, percentage in parts)


def roles(
    *, funding: tuple[str, ...], accountable: str, extending: str = OFFICE, implementing: tuple[str, ...]
) -> tuple[Participant, ...]:
    """Participating organisations in the order of the roles 1 to 4."""
    return (
        *(Participant(role="1", organisation=key) for key in funding),
        Participant(role="2", organisation=accountable),
        Participant(role="3", organisation=extending),
        *(Participant(role="4", organisation=key) for key in implementing),
    )


def markers(**significance: str) -> tuple[Marker, ...]:
    """By name: ``gender`` is policy marker 1, ``governance`` 3, ``mother_child`` 9, ``disability`` 11."""
    codes = {"gender": "1", "governance": "3", "mother_child": "9", "disability": "11"}
    return tuple(Marker(code=codes[name], significance=level) for name, level in significance.items())


def budget(
    start: str, end: str, amount: str, *, status: str = "2", kind: str = "1", value_date: str | None = None
) -> Budget:
    """A budget of a period of at most one year, in US dollars."""
    return Budget(
        kind=kind,
        status=status,
        start=d(start),
        end=d(end),
        amount=Decimal(amount),
        value_date=d(value_date or start),
    )


def planned(start: str, end: str, amount: str, receiver: str, provider: str = FUND) -> PlannedDisbursement:
    """A disbursement planned from the fund, or from another provider, to a receiver."""
    return PlannedDisbursement(
        start=d(start),
        end=d(end),
        amount=Decimal(amount),
        value_date=d(start),
        provider=provider,
        receiver=receiver,
    )


def income(
    reference: str,
    day: str,
    amount: str,
    about: str,
    *,
    receiver: str,
    provider: str = FUND,
    committed: bool = False,
    provider_activity: str | None = None,
) -> Transaction:
    """Incoming funds (type 1) or an incoming commitment (type 11)."""
    return Transaction(
        reference=reference,
        kind="11" if committed else "1",
        date=d(day),
        amount=Decimal(amount),
        description=ABOUT[about],
        provider=provider,
        receiver=receiver,
        provider_activity=provider_activity,
    )


def commitment(
    reference: str,
    day: str,
    amount: str,
    *,
    provider: str,
    receiver: str,
    receiver_activity: str | None = None,
) -> Transaction:
    """An outgoing commitment (type 2) to an implementing organisation."""
    return Transaction(
        reference=reference,
        kind="2",
        date=d(day),
        amount=Decimal(amount),
        description=ABOUT["partner-agreement"],
        provider=provider,
        receiver=receiver,
        receiver_activity=receiver_activity,
    )


def disbursement(
    reference: str,
    day: str,
    amount: str,
    *,
    provider: str,
    receiver: str,
    receiver_activity: str | None = None,
) -> Transaction:
    """A disbursement (type 3) to an implementing organisation."""
    return Transaction(
        reference=reference,
        kind="3",
        date=d(day),
        amount=Decimal(amount),
        description=ABOUT["partner-payment"],
        provider=provider,
        receiver=receiver,
        receiver_activity=receiver_activity,
    )


def expenditure(reference: str, day: str, amount: str, about: str, *, provider: str) -> Transaction:
    """An expenditure (type 4) on goods or services."""
    return Transaction(
        reference=reference,
        kind="4",
        date=d(day),
        amount=Decimal(amount),
        description=ABOUT[about],
        provider=provider,
    )


def value(amount: str, *, place: str | None = None, **dimensions: str) -> Value:
    """A value, with dimensions such as ``sex="female"`` or ``age="18-29"``."""
    return Value(value=Decimal(amount), dimensions=tuple(sorted(dimensions.items())), place=place)


def by_sex(female: str, male: str) -> tuple[Value, ...]:
    """The total and its two parts; the total carries no dimension."""
    total = Decimal(female) + Decimal(male)
    return (Value(value=total), value(female, sex="female"), value(male, sex="male"))


def period(start: str, end: str, targets: tuple[Value, ...] | str, actuals: tuple[Value, ...] | str = ()) -> Period:
    """A period; a bare number stands for one value without dimensions."""
    return Period(
        start=d(start),
        end=d(end),
        targets=(value(targets),) if isinstance(targets, str) else targets,
        actuals=(value(actuals),) if isinstance(actuals, str) else actuals,
    )


def indicator(
    title: Text,
    *periods: Period,
    measure: str = "1",
    baseline: str = "0",
    baseline_date: str = "2024-12-31",
    ascending: bool = True,
) -> ResultIndicator:
    """A result indicator with one baseline."""
    return ResultIndicator(
        title=title,
        measure=measure,
        baseline_date=d(baseline_date),
        baseline=value(baseline),
        periods=periods,
        ascending=ascending,
    )


def output(title: Text, *indicators: ResultIndicator) -> Result:
    """A result of type 1, output."""
    return Result(kind="1", title=title, indicators=indicators)


def outcome(title: Text, *indicators: ResultIndicator) -> Result:
    """A result of type 2, outcome."""
    return Result(kind="2", title=title, indicators=indicators)
