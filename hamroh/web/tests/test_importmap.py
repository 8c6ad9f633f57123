from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from django.template import Context, Template

from hamroh.web.importmap import MODULES, import_map, import_map_digest

STATIC = Path(__file__).parents[1] / "static"
IMPORT = re.compile(r"""(?:from|import\(|import)\s*["']([^"']+)["']""")


def test_the_policy_names_the_digest_of_what_the_page_carries() -> None:
    page = Template("{% load hamroh %}{% module_map %}").render(Context())
    inside = re.fullmatch(r'<script type="importmap">(.*)</script>', page)
    assert inside is not None
    digest = base64.b64encode(hashlib.sha256(inside[1].encode()).digest()).decode()
    assert import_map_digest() == f"'sha256-{digest}'"
    assert json.loads(import_map())["imports"].keys() == MODULES.keys()


def test_every_import_of_our_modules_is_in_the_map() -> None:
    asked = {name for file in (STATIC / "web/js").glob("*.js") for name in IMPORT.findall(file.read_text())}
    assert asked and asked <= MODULES.keys()


def test_every_module_of_ours_exists_and_is_used() -> None:
    files = {path for path in MODULES.values() if path.startswith("web/")}
    assert files == {f"web/js/{file.name}" for file in (STATIC / "web/js").glob("*.js")}
