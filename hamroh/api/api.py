"""The API: gathers the routers. Its contract is the committed snapshot `openapi.json`."""

from __future__ import annotations

import hamroh
from hamroh.api import open_data
from hamroh.rooms.coordination import api as coordination
from hamroh.web.api.access import Caller
from hamroh.web.api.interface import Interface
from hamroh.web.desk.activities import api as activities
from hamroh.web.desk.inbox import api as inbox
from hamroh.web.desk.indicators import api as indicators
from hamroh.web.desk.intake import api as intake
from hamroh.web.desk.organisations import api as organisations
from hamroh.web.desk.people import api as people
from hamroh.web.desk.places import api as places
from hamroh.web.desk.sources import api as sources

api = Interface(
    title="Hamroh",
    version=hamroh.__version__,
    description="One platform on which a country manages migration. Public data needs no token.",
    auth=Caller(),
    urls_namespace="api",
    docs_url=None,
    openapi_url="/openapi.json",
    schemas=activities.document_schemas,
)
ROUTERS = (
    ("/open-data", open_data.router),
    ("/activities", activities.router),
    ("/batches", intake.router),
    ("/coordination", coordination.router),
    ("/organisations", organisations.router),
    ("/places", places.router),
    ("/indicators", indicators.indicators),
    ("/observations", indicators.observations),
    ("/sources", sources.router),
    ("/people", people.router),
    ("/tasks", inbox.router),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
