"""Verbs on places: load a reference table, a P-code list, official boundaries; draw schematic districts."""

from .boundaries import (
    BoundaryLoad,
    BoundaryPreview,
    load_boundaries,
    preview_boundaries,
)
from .learning import LearntPlace, learn_places
from .listing import PlaceLoad
from .pcodes import load_pcodes
from .reference import load_reference
from .schematic import SchematicResult, build_schematic

__all__ = [
    "BoundaryLoad",
    "BoundaryPreview",
    "LearntPlace",
    "PlaceLoad",
    "SchematicResult",
    "build_schematic",
    "learn_places",
    "load_boundaries",
    "load_pcodes",
    "load_reference",
    "preview_boundaries",
]
