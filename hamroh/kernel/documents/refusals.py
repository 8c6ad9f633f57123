"""Why a file is not taken, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Mapping[str, Promise] = {
    "empty": _("The file is empty. Choose it again; it may not have been saved."),
    "too-large": _("The file is larger than {limit} MB. Make it smaller or send several files."),
    "unknown-type": _("The content of “{name}” is of no kind that is kept here. Kept are: {kinds}."),
    "dangerous": _("“{name}” holds a program or a web page ({found}). Such files are never kept; send a PDF instead."),
    "macros": _("“{name}” contains macros, which are never kept. Save it without macros (.docx, .xlsx) and try again."),
    "encrypted": _("“{name}” is protected with a password, so nobody else could open it. Remove the password first."),
    "old-office": _("“{name}” is an Office file of the kind used before 2007. Save it as .docx, .xlsx or PDF."),
    "damaged": _("“{name}” is damaged ({detail}). Save it again and try once more."),
    "mismatch": _("“{name}” is called {extension} but holds {found}. Rename it to end in {expected}, or save it anew."),
    "disk-full": _("The server has no room left. Nothing of the file was stored; tell the administrator."),
    "missing": _("The content of “{name}” is not in the store. Tell the administrator; a backup may have it."),
}  # fmt: skip


class DocumentRefused(ValueError):
    """A file is not taken. `code` is a key of REASONS, the message is in the active language."""

    def __init__(self, code: str, **parameters: str) -> None:
        self.code = code
        self.parameters = parameters
        super().__init__(str(REASONS[code]).format_map(parameters))


class StorageFull(OSError):
    """The disk is full; nothing half-written remains."""

    def __init__(self) -> None:
        super().__init__(str(REASONS["disk-full"]))
