"""The API: gathers the routers. Its contract is the committed snapshot `openapi.json`."""

from __future__ import annotations

from ninja import NinjaAPI

import hamroh
from hamroh.web.api.access import Caller
from hamroh.web.api.problems import install

api = NinjaAPI(
    title="Hamroh",
    version=hamroh.__version__,
    description="One platform on which a country manages migration. Public data needs no token.",
    auth=Caller(),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
)
install(api)
