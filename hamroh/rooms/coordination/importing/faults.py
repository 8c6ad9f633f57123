"""What is wrong in a 4W that came in, said with the cell it stands in and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hamroh.formats.hxl import KINDS as HXL_KINDS
from hamroh.kernel.intake.protocol import IncomingFault, Severity

OWN: Mapping[str, tuple[Severity, Promise]] = {
    # The file and its sender
    "4w.no-table": (
        "error",
        _("No table of a 4W was found: no row among the first 25 of any sheet has headings for an organisation and for "
          "what or where. Write headings such as {headings}, or choose the meaning of the columns by hand."),
    ),
    "4w.no-lines": (
        "error", _("The file has headings and no line of data. To report that nothing is done, write to the "
                   "secretariat; nothing was changed."),
    ),
    "4w.no-reporter": (
        "error", _("It is not said whose report this is. Choose the reporting organisation and send the file again."),
    ),
    "4w.not-your-report": (
        "error", _("This is the report of {name}, and your role reports for your own organisation alone. Ask {name}, "
                   "or the secretariat."),
    ),
    "4w.round-not-open": (
        "error", _("The reporting round “{title}” takes no reports now. Ask the secretariat to open it again."),
    ),
    "4w.too-many-lines": (
        "error", _("The file has more than {limit} lines. Split it into several files, one for each reporter."),
    ),
    "4w.report-moved": (
        "error", _("Another report of {name} came in meanwhile. Nothing of this file was applied: look at that report, "
                   "then send this file again."),
    ),
    "4w.overtaken": (
        "error", _("A later file of {name} was applied instead. Nothing of this one is shown to anybody."),
    ),
    "4w.not-understood": (
        "error", _("This line of an earlier preview cannot be applied any more. Read the file again."),
    ),
    # Sheets, headings, rows that are no lines
    "4w.sheet-not-read": (
        "info", _("The sheet “{sheet}” was not read: it has no headings for an organisation and for what or where."),
    ),
    "4w.hidden-sheet": (
        "warning", _("The hidden sheet “{sheet}” was not read. Unhide it and send the file again, if it belongs to "
                     "the report."),
    ),
    "4w.column-not-read": ("warning", _("The column “{column}” is not known and was not read.")),
    "4w.column-guessed": (
        "info", _("The column “{column}” was read as “{meaning}”, because it looks like it. If that is wrong, choose "
                  "its meaning by hand."),
    ),
    "4w.column-twice": (
        "warning", _("The column “{column}” means the same as the one at {first} ({meaning}) and was not read."),
    ),
    "4w.total-left-out": ("info", _("This row holds totals (“{text}”). It is no line and was left out.")),
    "4w.note-left-out": ("info", _("This row holds a note (“{text}”). It is no line and was left out.")),
    "4w.countries-passed-over": (
        "info", _("{number} lines of other countries than {country} were passed over."),
    ),
    "4w.repeats": (
        "info", _("This line repeats {first}. It is kept, and not counted a second time."),
    ),
    "4w.row-copied": (
        "warning", _("This row has the same hidden identifier as {first}: it was copied, and is taken as a new line."),
    ),
    # Values
    "4w.no-organisation": (
        "error", _("No organisation is named. Write who plans the work, or who does it."),
    ),
    "4w.no-theme": ("warning", _("No thematic area is given. The line counts under none.")),
    "4w.no-place": ("warning", _("No place is given. The line counts for the whole country.")),
    "4w.other-country": (
        "error", _("“{value}” is another country than that of this round ({country}). Leave this line out, or send it "
                   "with the round of that country."),
    ),
    "4w.new-organisation": (
        "info", _("New organisation: {name}. It will be added when the file is applied."),
    ),
    "4w.new-organisation-like": (
        "warning", _("New organisation: {name}. Did you mean {near}? It will be added as another one; the secretariat "
                     "can join the two."),
    ),
    "4w.two-organisations": (
        "warning", _("“{value}” seems to name several organisations. It was kept as written, as one; give each a line "
                     "of its own."),
    ),
    "4w.unknown-theme": (
        "warning", _("The thematic area “{value}” is not in the list of this round. The word is kept, and counts under "
                     "no area."),
    ),
    "4w.unknown-theme-near": (
        "warning", _("The thematic area “{value}” is not in the list of this round. Did you mean {near}?"),
    ),
    "4w.unknown-service": ("warning", _("The kind of work “{value}” is not in the list. It is kept as written.")),
    "4w.unknown-service-near": (
        "warning", _("The kind of work “{value}” is not in the list. It is kept as written. Did you mean {near}?"),
    ),
    "4w.unknown-status": (
        "warning", _("The status “{value}” is not in the list: {offered}. The word is kept, and no status is noted."),
    ),
    "4w.unknown-visibility": (
        "error", _("“{value}” does not say who may see the line. Write one of: {offered}."),
    ),
    "4w.unknown-currency": (
        "error", _("“{value}” is no currency that we know. Write its three letters, for example USD or TJS."),
    ),
    "4w.unknown-type": ("info", _("The type of organisation “{value}” is not known; no type is noted.")),
    "4w.no-currency": ("warning", _("The budget “{value}” has no currency. It cannot be added to others.")),
    "4w.unknown-place": (
        "warning", _("The place “{value}” is not known. The line is kept under {kept}. Correct the name, or give its "
                     "P-code."),
    ),
    "4w.unknown-place-near": (
        "warning", _("The place “{value}” is not known. The line is kept under {kept}. Did you mean {near}?"),
    ),
    "4w.unknown-pcode": (
        "warning", _("The P-code “{value}” is not known. The place was taken from the names: {kept}."),
    ),
    "4w.former-pcode": (
        "info", _("“{value}” is a code of a former division. The line is kept under the place of today: {kept}."),
    ),
    "4w.place-conflict": (
        "warning", _("The name “{value}” is that of {named}, the P-code that of {coded}. The P-code was followed."),
    ),
    "4w.place-ambiguous": (
        "warning", _("Several places are called “{value}”. The line is kept under {kept}; give the P-code."),
    ),
    "4w.place-by-position": (
        "info", _("The place was found by its position: {kept}. Give its name or P-code, to be sure."),
    ),
    "4w.bad-position": ("warning", _("“{value}” is no latitude or longitude in degrees. It was not read.")),
    "4w.bad-date": (
        "error", _("“{value}” is not a date. Write for example 31.03.2026, 2026-03-31 or March 2026."),
    ),
    "4w.bad-month": ("error", _("“{value}” is no month. Write for example March 2026 or 2026-03.")),
    "4w.end-before-start": (
        "error", _("The work would end on {end}, before it begins ({start}). Correct one of them."),
    ),
    "4w.number-as-date": ("warning", _("“{value}” was read as the day {day}, as Excel counts days. Check it.")),
    "4w.bad-count": ("error", _("“{value}” is not a number of people. Write a whole number, for example 1250.")),
    "4w.not-whole": ("error", _("“{value}” is not a whole number of people.")),
    "4w.negative": ("error", _("“{value}” is below zero. Write how many, or how much, there were.")),
    "4w.too-large": ("error", _("“{value}” is larger than any number that can be meant here. Check it.")),
    "4w.bad-amount": ("error", _("“{value}” is not an amount of money. Write for example 1234.56.")),
    "4w.unknown-sex": ("warning", _("“{value}” is no sex that we know; the people are counted without it.")),
    "4w.unknown-age": ("warning", _("“{value}” is no age group that we know; the people are counted without it.")),
    "4w.total-differs": (
        "warning", _("The total is {total}, but the parts add up to {parts}. The total was kept."),
    ),
    "4w.too-long": ("warning", _("This text has more than {limit} characters; the rest of it was left out.")),
    "4w.bad-contact": ("warning", _("“{value}” is no e-mail address. The contact was not taken over.")),
    "4w.error-value": ("warning", _("The cell shows the error {value}. It was taken as empty.")),
}  # fmt: skip


def sentences() -> dict[str, str | Promise]:
    """Every sentence of this importer by fault code, for the intake."""
    own: dict[str, str | Promise] = {code: sentence for code, (_severity, sentence) in OWN.items()}
    return own | {code: kind.template for code, kind in HXL_KINDS.items()}


def own_fault(code: str, locator: str = "", **parameters: object) -> IncomingFault:
    """One of this importer's own faults."""
    severity, sentence = OWN[code]
    told = {name: str(value)[:200] for name, value in parameters.items()}
    return IncomingFault(code, severity, str(sentence).format(**told), locator, told)
