"""Everything that can be wrong with a row of HXL tags, said for the person who has to mend it.

None of it is an error: the column concerned is not read (or read as told), all others are.
"""

from __future__ import annotations

from collections.abc import Mapping

from hamroh.formats.spreadsheet.problems import Problem, ProblemKind


def N_(message: str) -> str:
    """Marks a sentence for the collectors of translations; the sentence itself is unchanged."""
    return message


KINDS: Mapping[str, ProblemKind] = {
    "hxl-bad-tag": ProblemKind(
        "warning",
        N_(
            "“{value}” is not a valid HXL tag, so this column was not read by its tag. Write # and Latin letters, then "
            "each attribute with a + before it, for example {example}."
        ),
    ),
    "hxl-not-a-tag": ProblemKind(
        "warning",
        N_(
            "“{value}” stands in the row of HXL tags but does not begin with #, so this column was not read by its "
            "tag. Write a tag, for example {example}, or empty the cell."
        ),
    ),
    "hxl-read-as": ProblemKind(
        "warning",
        N_(
            "“{value}” is written with letters that are not plain Latin ones; it was read as {tag}. Type it again, so "
            "that other programs understand it too."
        ),
    ),
}


def problem(code: str, /, *, locator: str, **parameters: object) -> Problem:
    """Make the declared problem `code`; KeyError when the code is not declared or a parameter is missing."""
    kind = KINDS[code]
    texts = {name: str(value)[:200] for name, value in parameters.items()}
    return Problem(code, kind.severity, kind.template.format_map(texts), locator, texts)
