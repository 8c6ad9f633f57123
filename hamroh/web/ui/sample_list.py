"""The register of the style page: Django's own table of permissions, since it exists in every database."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib.auth.models import Permission
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hamroh.web.components.register import Column, Empty, Register, SavedView


class PermissionFilter(django_filters.FilterSet):
    """By word and by part of the product."""

    q = django_filters.CharFilter(label=_("Words"), field_name="codename", lookup_expr="icontains")
    part = django_filters.ChoiceFilter(
        label=_("Part"), field_name="content_type__app_label", choices=[("auth", "auth"), ("sessions", "sessions")]
    )

    class Meta:
        model = Permission
        fields: list[str] = []


COLUMNS = (
    Column(
        key="codename",
        label=_("Key"),
        value=lambda row: row.codename,
        sort=("codename",),
        fixed=True,
        wide=True,
        href=lambda row: "#register",
        note=lambda row: row.content_type.app_label,
    ),
    Column(key="model", label=_("Table"), value=lambda row: row.content_type.model, sort=("content_type__model",)),
    Column(
        key="part", label=_("Part"), value=lambda row: row.content_type.app_label, sort=("content_type__app_label",)
    ),
    Column(key="pk", label=_("Number"), sort=("pk",), numeric=True),
    Column(key="length", label=_("Length"), value=lambda row: len(row.codename), numeric=True, default=False),
)


def sample_register(request: HttpRequest, *, empty: bool = False) -> Register:
    """A working register; `empty` shows the one with nothing in it."""
    found: QuerySet[Any] = Permission.objects.select_related("content_type")
    return Register(
        request=request,
        key="empty" if empty else "register",
        queryset=found.none() if empty else found,
        columns=COLUMNS,
        caption=_("Permissions"),
        filters=None if empty else PermissionFilter,
        ordering=("codename",),
        page_size=10,
        totals={"pk": Count("pk")},
        totals_note=_("counted over all pages"),
        views=() if empty else (SavedView(label=_("Sessions"), query="part=sessions"),),
        empty=Empty(
            title=_("No activities yet"),
            text=_(
                "Here stands what partners do, with place, period and budget. Bring a file, or add the first by hand."
            ),
            action=_("Bring a file"),
            href="#register",
        ),
    )
