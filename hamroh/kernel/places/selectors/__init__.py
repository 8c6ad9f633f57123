"""Reading places: by code, by name, by position, and as a map."""

from .finding import Candidate, Reason, find
from .locating import Located, district_at
from .maps import NoMap, PlaceShape, SvgMap, svg_map
from .tree import NoSuchCountry, by_code, by_pcode, by_slug, children, country_place

__all__ = [
    "Candidate",
    "Located",
    "NoMap",
    "NoSuchCountry",
    "PlaceShape",
    "Reason",
    "SvgMap",
    "by_code",
    "by_pcode",
    "by_slug",
    "children",
    "country_place",
    "district_at",
    "find",
    "svg_map",
]
