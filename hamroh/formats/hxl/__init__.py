"""The Humanitarian Exchange Language (HXL 1.1): rows of tags found and understood, tagged tables written."""

from hamroh.formats.hxl.meanings import MEANINGS, TAGS, Meaning, meaning_of
from hamroh.formats.hxl.problems import KINDS
from hamroh.formats.hxl.tag_row import FIRST_ROWS, TagRow, data_rows, find_tagged_sheet, find_tags
from hamroh.formats.hxl.tags import Tag, matches, read_tag
from hamroh.formats.hxl.writer import TaggedColumn, write_hxl

__all__ = [
    "FIRST_ROWS",
    "KINDS",
    "MEANINGS",
    "TAGS",
    "Meaning",
    "Tag",
    "TagRow",
    "TaggedColumn",
    "data_rows",
    "find_tagged_sheet",
    "find_tags",
    "matches",
    "meaning_of",
    "read_tag",
    "write_hxl",
]
