"""What a document may read while it is made: its font files and pictures written into it, nothing else."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from weasyprint.urls import URLFetcher, URLFetcherResponse

PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
_PICTURE = re.compile(rf"data:({'|'.join(map(re.escape, PICTURES))});base64,([A-Za-z0-9+/=\s]*)\Z")


class Reader(URLFetcher):
    """Answers for the given fonts and for pictures in memory; every other address is refused and kept in `refused`.

    The renderer goes on after a refusal and would leave a gap in the document: whoever calls it must look at `refused`.
    """

    def __init__(self, fonts: Iterable[Path]) -> None:
        super().__init__(allowed_protocols=())
        self._fonts = {file.as_uri(): file for file in fonts}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The content at an address; ValueError when it may not be read."""
        if url in self._fonts:
            return URLFetcherResponse(url, self._fonts[url].read_bytes(), {"Content-Type": "font/ttf"})
        if found := _PICTURE.match(url):
            try:
                content = base64.b64decode(found[2], validate=False)
            except binascii.Error as fault:
                self.refused.append(url[:80])
                raise ValueError("A picture in the document is cut short.") from fault
            return URLFetcherResponse(url, content, {"Content-Type": found[1]})
        self.refused.append(url[:200])
        raise ValueError("A document reads nothing but its fonts and the pictures written into it.")
