"""A register as a workbook: the same list, filters and order as on the page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hamroh.web.components.register import Register
from hamroh.web.components.workbook import workbook_response


def export_register(request: HttpRequest, register: Register) -> HttpResponse:
    """The whole filtered list as .xlsx, marked when the installation shows invented data."""
    return workbook_response(
        register.rows_for_export(),
        title=str(register.caption),
        origin=request.build_absolute_uri(),
        fictional=settings.HAMROH_DEMONSTRATION,
    )
