"""Verbs of indicators: define, observe, correct, enter many, import files, compute what is derived."""

from .defining import (
    IndicatorProblem,
    define_dataset,
    define_indicator,
    define_producer,
    ensure_seed,
    register_source,
)
from .deriving import compute_derived
from .entering import ObservationProblem, enter_observations, observe, supersede
from .importing import ImportReport, import_observations

__all__ = [
    "ImportReport",
    "IndicatorProblem",
    "ObservationProblem",
    "compute_derived",
    "define_dataset",
    "define_indicator",
    "define_producer",
    "ensure_seed",
    "enter_observations",
    "import_observations",
    "observe",
    "register_source",
    "supersede",
]
