"""What the style page shows: invented organisations, people and figures, in the manner of the real pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hamroh.web.components.charts import Chart, Series, Shape, Value
from hamroh.web.components.heat import Cell, Heat
from hamroh.web.components.maps import Area, AreaMap
from hamroh.web.components.network import Edge, Network, Node, network
from hamroh.web.components.records import (
    Crumb,
    Download,
    Fact,
    Figure,
    Happening,
    Progress,
    Stage,
    Tab,
    Tone,
    Wait,
)

HERE = "#main"
DUSHANBE = ZoneInfo("Asia/Dushanbe")

WAITS = (
    Wait(
        title=_("Decision 2026/14: one form for work permits"),
        href=HERE,
        state=_("Late 4 days"),
        tone=Tone.BAD,
        note=_("The Ministry of Labour has not reported. Ask again or extend."),
        due=date(2026, 11, 20),
    ),
    Wait(
        title=_("Confirm or dismiss 3 gaps in migrants’ health"),
        href=HERE,
        state=_("Due in 2 days"),
        tone=Tone.WARN,
        note=_("Khatlon: no organisation at work, an estimated 6,100 foreign workers"),
        due=date(2026, 11, 26),
    ),
    Wait(title="Фонди Чашма", href=HERE, state=_("Open"), note=_("Two names may be one organisation."), language="tg"),
)

FIGURES = (
    Figure(label=_("Activities"), value=128, trend=_("12 more than in August"), href=HERE),
    Figure(label=_("Reported"), value=41, of=44, trend=_("3 reminded today"), href=HERE),
    Figure(
        label=_("Money sent home, share of GDP"),
        value=38.4,
        unit="%",
        trend=_("example figure"),
        source=_("National Bank, invented"),
        source_href=HERE,
    ),
    Figure(label=_("Clinics that speak Chinese"), value=None, trend=_("asked for in this round")),
)

STAGES = (
    Stage(label=_("Priority"), state="done"),
    Stage(label=_("Proposal"), state="done"),
    Stage(label=_("Approved"), state="done"),
    Stage(label=_("Active"), state="now"),
    Stage(label=_("Final report")),
    Stage(label=_("Closed")),
)

FACTS = (
    Fact(label=_("Identifier"), value="XM-EX-00001-LM.0312"),
    Fact(label=_("First day"), value=date(2025, 1, 1)),
    Fact(label=_("Strategy"), value=_("Measure 3.2, health of migrants"), href=HERE),
    Fact(label=_("Partner"), value="Фонди Чашма", language="tg"),
    Fact(label=_("Budget, USD"), value=189_400),
    Fact(label=_("Evaluation"), value=None),
)

EVENTS = (
    Happening(
        when=datetime(2026, 11, 22, 9, 12, tzinfo=DUSHANBE),
        sentence=_("The ministry’s focal point approved 2 results and returned 1."),
        reason="count by clinic, not by person",
        language="",
    ),
    Happening(when=date(2026, 11, 15), sentence=_("Visit to a clinic in Khujand, with 4 pictures."), href=HERE),
    Happening(when=date(2026, 10, 1), sentence=_("Amendment 1: three months more, the budget unchanged.")),
)

CRUMBS = (Crumb(label=_("Fund"), href=HERE), Crumb(label=_("Projects"), href=HERE), Crumb(label="LM.0312"))

TABS = (
    Tab(label=_("Overview"), href=HERE, current=True),
    Tab(label=_("Results"), href=HERE, count=9),
    Tab(label=_("Money"), href=HERE, count=41),
    Tab(label=_("Documents"), href=HERE, count=14),
)

FILES = (
    Download(name=_("Agreement, signed"), href=HERE, kind="PDF", size=419_430, language="ru"),
    Download(
        name=_("Template for the interim report"), href=HERE, kind="Excel", size=18_200, note=_("Version of March 2024")
    ),
)

REGIONS = (_("Dushanbe"), _("Sughd"), _("Khatlon"), _("Districts of Republican Subordination"), _("Badakhshan"))
THEMES = (_("Labour migration"), _("Return and reintegration"), _("Migration health"), _("Counter-trafficking"))
COUNTS = ((6, 4, 7, 2, 1), (3, 2, 5, 0, 1), (5, 1, 0, 1, 2), (2, 2, 1, 0, None))
GAPS = frozenset({(2, 2), (1, 3)})

HEAT = Heat(
    title=_("Who works where"),
    columns=REGIONS,
    rows=[
        (
            theme,
            [
                Cell(
                    value=count,
                    href=HERE if count else "",
                    gap=(row, column) in GAPS,
                    kept=_("not shown: fewer than 3") if (row, column) == (3, 3) else "",
                )
                for column, count in enumerate(COUNTS[row])
            ],
        )
        for row, theme in enumerate(THEMES)
    ],
    value_label=_("Organisations with an active activity"),
    source=_("invented reporting round, 41 of 44 organisations"),
)


def _block(column: int, row: int) -> str:
    """A rounded block of the schematic sample map, as SVG path data in user units."""
    x, y = column * 60 + 4, row * 44 + 4
    return f"M{x + 6} {y}h40q6 0 6 6v24q0 6-6 6h-40q-6 0-6-6v-24q0-6 6-6z"


BLOCKS = ((2, 0, 14, "SU"), (1, 1, 9, "RR"), (0, 1, 31, "DU"), (1, 2, 22, "KT"), (3, 1, None, "GB"))
MAP = AreaMap(
    key="sample",
    title=_("Organisations at work, by region"),
    areas=[
        Area(
            outline=_block(column, row),
            label=name,
            value=value,
            href=HERE if value else "",
            code=code,
            x=column * 60 + 30,
            y=row * 44 + 26,
        )
        for (column, row, value, code), name in zip(
            BLOCKS, (REGIONS[1], REGIONS[3], REGIONS[0], REGIONS[2], REGIONS[4]), strict=True
        )
    ],
    width=248,
    height=136,
    value_label=_("Organisations"),
    schematic=True,
    source=_("invented"),
)

STATE, CIVIL, WORLD, TRADE = _("Ministries"), _("Civil society"), _("International"), _("Trade unions")
NODES = (
    Node(key="labour", label=_("Ministry of Labour"), weight=31, group=STATE, href=HERE),
    Node(key="health", label=_("Ministry of Health"), weight=18, group=STATE, href=HERE),
    Node(key="service", label=_("Migration Service"), weight=24, group=STATE, href=HERE),
    Node(key="chashma", label="Фонди Чашма", lang="tg", weight=9, group=CIVIL, href=HERE),
    Node(key="bridge", label=_("Bridge to Home"), weight=7, group=CIVIL, href=HERE),
    Node(key="valley", label=_("Valley Women’s Circle"), weight=4, group=CIVIL),
    Node(key="road", label=_("Safe Road"), weight=12, group=CIVIL, href=HERE),
    Node(key="aid", label=_("Northern Aid"), weight=22, group=WORLD, href=HERE),
    Node(key="workers", label=_("Agency for Workers"), weight=15, group=WORLD, href=HERE),
    Node(key="clinic", label="健康之路基金会", lang="zh", weight=6, group=WORLD, href=HERE),
    Node(key="union", label=_("Union of Builders"), weight=5, group=TRADE),
    Node(key="alone", label=_("Mountain Farm School"), weight=3, group=CIVIL),
)
EDGES = (
    Edge(one="labour", other="service", weight=9),
    Edge(one="labour", other="workers", weight=7),
    Edge(one="labour", other="aid", weight=4),
    Edge(one="labour", other="union", weight=3),
    Edge(one="health", other="chashma", weight=5),
    Edge(one="health", other="clinic", weight=4),
    Edge(one="health", other="aid", weight=6),
    Edge(one="service", other="bridge", weight=3),
    Edge(one="service", other="road", weight=5),
    Edge(one="service", other="aid", weight=2),
    Edge(one="aid", other="chashma", weight=3),
    Edge(one="aid", other="road", weight=2),
    Edge(one="bridge", other="valley", weight=2),
    Edge(one="workers", other="union", weight=2),
)


def sample_network() -> Network:
    """Drawn for each reader anew: names are cut to their room, which depends on the language."""
    return network(
        NODES,
        EDGES,
        key="sample",
        title=_("Who works with whom"),
        value_label=_("Activities in common"),
        weight_label=_("Activities"),
        node_label=_("Organisation"),
        source=_("invented"),
    )


YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
ESTIMATE = Chart(
    key="estimate",
    title=_("Foreign workers who know where to find care"),
    subtitle=_("with 95 % interval"),
    unit="%",
    categories=YEARS[3:],
    series=[
        Series(
            label=_("Men"),
            values=[
                Value(amount=17, low=12, high=22),
                Value(amount=31, low=26, high=36),
                Value(amount=43, low=38, high=49),
            ],
        ),
        Series(
            label=_("Women"),
            values=[
                Value(amount=21, low=14, high=28),
                Value(amount=None, kept=_("not shown: fewer than 3")),
                Value(amount=46, low=39, high=53),
            ],
        ),
    ],
    source=_("invented"),
)
LINES = Chart(
    key="lines",
    title=_("Work permits issued"),
    categories=YEARS,
    shape=Shape.LINE,
    series=[
        Series(label=_("Issued"), values=[Value(amount=n) for n in (6200, 3100, 4400, 5900, 7350, 8120)]),
        Series(label=_("Refused"), values=[Value(amount=n) for n in (410, 280, None, 390, 505, 460)]),
    ],
    source=_("invented"),
    source_href=HERE,
)
ROWS = Chart(
    key="rows",
    title=_("Organisations at work, by region"),
    categories=[REGIONS[0], REGIONS[2], REGIONS[1], REGIONS[3]],
    shape=Shape.ROWS,
    series=[Series(label=_("Organisations"), values=[Value(amount=n) for n in (31, 22, 14, 9)])],
    source=_("invented"),
    table_open=True,
)


def running_job() -> Progress:
    """A job in the middle of its work."""
    return Progress(
        title=_("Importing activities from partner-2026.xml"),
        state="running",
        done=6_240,
        total=10_000,
        seconds_left=95,
        poll_url=reverse("ui:job"),
        stop_url=reverse("ui:job"),
    )


def other_jobs() -> tuple[Progress, ...]:
    """A job in each of its other states."""
    return (
        Progress(title=_("Monthly indicators"), state="waiting"),
        Progress(
            title=_("Importing activities"),
            state="finished",
            message=_("9,872 added, 120 changed, 8 refused."),
            result_href=HERE,
        ),
        Progress(
            title=_("Export for the commission"),
            state="failed",
            message=_("The disk is full. Nothing was lost: free some space and start it again."),
        ),
        Progress(
            title=_("Export for the commission"),
            state="stopped",
            message=_("Stopped at 410 of 1,200. It goes on from there."),
        ),
    )


SAYINGS: tuple[dict[str, str], ...] = (
    {"tg": "Хадамоти муҳоҷират", "ru": "Миграционная служба", "en": "Migration Service", "zh": "移民局"},
    {"zh": "看病指南"},
    {"fa": "راهنمای سلامت"},
    {},
)


def all_samples() -> dict[str, Any]:
    """Everything by the name the template uses."""
    return {
        "waits": WAITS,
        "figures": FIGURES,
        "stages": STAGES,
        "facts": FACTS,
        "events": EVENTS,
        "crumbs": CRUMBS,
        "tabs": TABS,
        "files": FILES,
        "heat": HEAT,
        "map": MAP,
        "network": sample_network(),
        "charts": (LINES, ESTIMATE, ROWS),
        "job": running_job(),
        "jobs": other_jobs(),
        "sayings": SAYINGS,
        "nothing": (),
    }
