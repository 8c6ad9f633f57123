"""Reading indicators: what is known, as series, corridors and chart rows, each with its sources."""

from .charts import ChartData, ChartRow, chart_data, corridor_chart
from .corridors import Corridor, corridor_years, corridors
from .figures import (
    Figure,
    history,
    indicators_with_figures,
    latest,
    observations,
    parts_of,
    places_latest,
    series,
    sources_of,
    visible_to,
)

__all__ = [
    "ChartData",
    "ChartRow",
    "Corridor",
    "Figure",
    "chart_data",
    "corridor_chart",
    "corridor_years",
    "corridors",
    "history",
    "indicators_with_figures",
    "latest",
    "observations",
    "parts_of",
    "places_latest",
    "series",
    "sources_of",
    "visible_to",
]
