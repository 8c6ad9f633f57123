"""The import map of our small ES modules, and its digest for the content security policy.

An import map has to stand in the page itself, and the policy forbids inline scripts: so its digest is named in the
policy. That keeps pages cacheable, which a fresh nonce for each answer would not.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache

from django.templatetags.static import static

# Bare names used in `import` → file below the static root. Entry points come first, what they load when needed after.
MODULES = {
    "hamroh": "web/js/hamroh.js",
    "hamroh/charts": "web/js/charts.js",
    "hamroh/draw": "web/js/draw.js",
    "hamroh/filters": "web/js/filters.js",
    "hamroh/guard": "web/js/guard.js",
    "hamroh/job": "web/js/job.js",
    "hamroh/menus": "web/js/menus.js",
    "hamroh/search": "web/js/search.js",
    "hamroh/theme": "web/js/theme.js",
    "echarts": "vendor/echarts/echarts.esm.min.js",
}


@lru_cache(maxsize=1)
def import_map() -> str:
    """The map as JSON; the same text for the life of the process, since addresses change only with new files."""
    return json.dumps({"imports": {name: static(path) for name, path in MODULES.items()}}, separators=(",", ":"))


@lru_cache(maxsize=1)
def import_map_digest() -> str:
    """The source expression that allows this map, for `script-src`: 'sha256-…' with its quotes (CSP level 3, 2.3.1)."""
    digest = hashlib.sha256(import_map().encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
