"""Addresses: pages carry their language as the first part (`/tg/…`), machines' addresses carry none."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hamroh.api.api import api
from hamroh.web import security
from hamroh.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    *security.urlpatterns,
    path("api/", api.urls),
    *i18n_patterns(
        path("", include("hamroh.portal.urls")),
        path("", include("hamroh.web.ui.urls")),
        path("", include("hamroh.web.desk.urls")),
        path("coordination/", include("hamroh.rooms.coordination.urls")),
        path("account/", include("allauth.account.urls")),
        path("account/2fa/", include("allauth.mfa.urls")),
        path("account/sessions/", include("allauth.usersessions.urls")),
        prefix_default_language=True,
    ),
]

handler400 = "hamroh.web.errors.bad_request"
handler404 = "hamroh.web.errors.not_found"
handler500 = "hamroh.web.errors.server_error"
