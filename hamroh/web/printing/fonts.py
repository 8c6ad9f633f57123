"""The fonts of documents, and whether this machine has what making a document takes.

The web fonts of the pages are cut into parts by script; put together on paper they give wrong letters. Documents
therefore take whole fonts from the installed packages, and carry away only the letters they use.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

FAMILY, FAMILY_HAN = "Hamroh Paper", "Hamroh Paper Han"
# From the radicals of Chinese to its full-width forms, and everything beyond the basic plane.
HAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]")
# The Debian package of each system library, with the names under which the library may be found.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
}


@dataclass(frozen=True, slots=True)
class Font:
    """One font file: the family it stands for, its weight, its package and its path inside that."""

    family: str
    weight: int
    package: str
    path: str

    @property
    def file(self) -> Path:
        """Where the file is, if its package is installed."""
        return Path(settings.HAMROH_NODE_MODULES) / self.package / self.path


_SANS, _HAN = "@expo-google-fonts/noto-sans", "@expo-google-fonts/noto-sans-sc"
FONTS = (
    Font(FAMILY, 400, _SANS, "400Regular/NotoSans_400Regular.ttf"),
    Font(FAMILY, 700, _SANS, "700Bold/NotoSans_700Bold.ttf"),
    Font(FAMILY_HAN, 400, _HAN, "400Regular/NotoSansSC_400Regular.ttf"),
    Font(FAMILY_HAN, 700, _HAN, "700Bold/NotoSansSC_700Bold.ttf"),
)


class PrintingUnavailable(Exception):
    """This machine cannot make documents. `missing` names what it lacks; the message is a sentence for the page."""

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(
            _(
                "This server cannot make PDF documents, because it lacks: %(names)s. Whoever looks after it installs "
                "what is missing with “make setup” and “hamroh system-packages --install”."
            )
            % {"names": ", ".join(self.missing)}
        )


def missing() -> list[str]:
    """What this machine lacks for documents: Debian packages first, then font files with their npm package."""
    lacking = [package for package, names in LIBRARIES.items() if not any(map(_loads, names))]
    return lacking + [f"{font.package}: {font.path}" for font in FONTS if not font.file.is_file()]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def fonts_for(text: str) -> tuple[Font, ...]:
    """The fonts that `text` needs. The Chinese ones weigh 10 MB each, so a text without Chinese leaves them alone."""
    return FONTS if HAN.search(text) else tuple(font for font in FONTS if font.family != FAMILY_HAN)


def font_rules(fonts: Sequence[Font]) -> str:
    """The CSS that names each font by its file, and sets them as the fonts of the text."""
    faces = (
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; '
        f'src: url("{font.file.as_uri()}"); }}\n'
        for font in fonts
    )
    return "".join(faces) + f'html {{ font-family: "{FAMILY}", "{FAMILY_HAN}"; }}\n'
