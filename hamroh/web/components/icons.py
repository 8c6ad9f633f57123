"""Line icons drawn for Hamroh on a 20 x 20 grid; stroke only, so that they take the colour of the text beside them."""

from __future__ import annotations

from types import MappingProxyType

from django.utils.html import format_html
from django.utils.safestring import SafeString

PATHS = MappingProxyType(
    {
        "today": "M3 10.5 10 4l7 6.5M5 9v8h10V9",
        "coordination": (
            "M6 7a2.5 2.5 0 1 0 0-.1M14 7a2.5 2.5 0 1 0 0-.1"
            "M2.5 16c.4-3 2-4.5 3.5-4.5S9.1 13 9.5 16M10.5 16c.4-3 2-4.5 3.5-4.5s3.1 1.5 3.5 4.5"
        ),
        "fund": "M10 3v14M14 6H8a2.5 2.5 0 0 0 0 5h4a2.5 2.5 0 0 1 0 5H6",
        "exchange": "M4 5c0-1 3-2 6-2s6 1 6 2v10c0 1-3 2-6 2s-6-1-6-2zM4 10c0 1 3 2 6 2s6-1 6-2",
        "training": "M2 8l8-4 8 4-8 4zM5 10v4c2 2 8 2 10 0v-4",
        "research": "M8 3v5L4 16h12L12 8V3M7 3h6M6 13h8",
        "health": "M10 16s-6-3.5-6-8a3.3 3.3 0 0 1 6-2 3.3 3.3 0 0 1 6 2c0 4.5-6 8-6 8z",
        "policy": "M5 3h7l3 3v11H5zM8 9h5M8 12h5",
        "activities": "M4 5h12M4 10h12M4 15h7",
        "indicators": "M3 17V3M3 17h14M6 13l3-4 3 2 4-6",
        "organisations": "M3 17h14M5 17V5h6v12M11 9h4v8M7 8h2M7 11h2M7 14h2",
        "places": "M10 17s-5-5-5-9a5 5 0 0 1 10 0c0 4-5 9-5 9zM10 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        "people": "M10 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c.6-4 3-6 6-6s5.4 2 6 6",
        "inbox": "M3 11l3-7h8l3 7v5H3zM3 11h4l1 2h4l1-2h4",
        "sources": "M4 4h5c1 0 1 1 1 1v12s0-1-1-1H4zM16 4h-5c-1 0-1 1-1 1v12s0-1 1-1h5z",
        "ledger": "M5 3h10v14H5zM8 3v14M10.5 7h2.500M10.5 10h2.5",
        "settings": "M4 6h6M14 6h2M4 14h2M10 14h6M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
        "search": "M9 3a6 6 0 1 0 0 12A6 6 0 0 0 9 3zM13.5 13.5 17 17",
        "bell": "M5 14V9a5 5 0 0 1 10 0v5l1.5 1.5h-13zM8 17.5h4",
        "menu": "M3 5h14M3 10h14M3 15h14",
        "language": (
            "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM3 10h14M10 3c-2.5 2-3 4.5-3 7s.5 5 3 7c2.5-2 3-4.5 3-7s-.5-5-3-7z"
        ),
        "theme": "M10 3a7 7 0 1 0 0 14zM10 3a7 7 0 0 1 0 14",
        "close": "M5 5l10 10M15 5 5 15",
        "add": "M10 4v12M4 10h12",
        "check": "M4 10.500l4 4L16 6",
        "down": "M5 8l5 5 5-5",
        "download": "M10 3v9M6 9l4 4 4-4M4 16h12",
        "upload": "M10 13V4M6 8l4-4 4 4M4 16h12",
        "document": "M5 3h7l3 3v11H5zM12 3v3h3",
        "columns": "M3 4h14v12H3zM8 4v12M13 4v12",
        "filter": "M3 5h14l-5.5 6v5l-3-1.500V11z",
        "print": "M6 8V3h8v5M5 14H3V8h14v6h-2M6 12h8v5H6z",
    }
)


def icon(name: str) -> SafeString:
    """SVG markup of one icon, hidden from assistive technology (the words beside it speak). KeyError: unknown name."""
    return format_html(
        '<svg class="icon" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.7" '
        'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        PATHS[name],
    )
