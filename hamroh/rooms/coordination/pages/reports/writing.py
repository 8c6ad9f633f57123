"""Lines of a report changed with sign-in, and a letter that an officer enters."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from hamroh.kernel.documents.refusals import DocumentRefused, StorageFull
from hamroh.kernel.ledger.actors import Actor
from hamroh.web.components.records import Crumb
from hamroh.web.permissions import page
from hamroh.web.templatetags.hamroh import foreign

from ... import services
from ...models import Line, Reporter
from ...permissions import require_report
from ...selectors.carrying import base_of, shown
from ...services.reporting import LineChange
from . import lines, showing
from .line_form import LineForm, organisations
from .views import reporter_for
from .ways import Way

MOST_LINES = 12
UNCHANGED, LINES = "unchanged", "lines"


def _way(request: HttpRequest, pk: int) -> Way:
    """The reporter, when the reader may report for it now. Raises Refused, Http404."""
    actor: Actor = request.acting.actor  # type: ignore[attr-defined]
    reporter = reporter_for(request, pk)
    require_report(actor, reporter)
    return Way(reporter, actor)


def _crumbs(reporter: Reporter, *more: Crumb) -> list[Crumb]:
    return showing.round_crumbs(reporter.round, showing.reporter_crumb(reporter, last=False), *more)


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def add_line(request: HttpRequest, pk: int) -> HttpResponse:
    """A new line."""
    way = _way(request, pk)
    return lines.line_page(request, way, "", _crumbs(way.reporter), "coordination/reports/line.html")


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def line(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Change a line."""
    way = _way(request, pk)
    return lines.line_page(request, way, key, _crumbs(way.reporter), "coordination/reports/line.html")


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def remove_line(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Take a line out."""
    way = _way(request, pk)
    return lines.remove_page(request, way, key, _crumbs(way.reporter), "coordination/reports/remove_line.html")


def _name(one: Line) -> SafeString:
    title = lines.title_of(one)
    return foreign(title, getattr(title, "lang", ""))


class LetterForm(forms.Form):
    """What came by letter or telephone. `says`: whether anything has changed."""

    number = forms.CharField(
        label=gettext_lazy("Number and date of the letter"),
        max_length=120,
        help_text=gettext_lazy("For a call: who called, on which day and at what time. For example: № 12/4, 3.11.2026"),
    )
    scan = forms.FileField(
        label=gettext_lazy("Scan of the letter"),
        required=False,
        help_text=gettext_lazy("A PDF or a photograph. The organisation and the secretariat can open it."),
        max_length=200,
    )
    says = forms.ChoiceField(
        label=gettext_lazy("What the letter says"),
        choices=[
            (UNCHANGED, gettext_lazy("nothing has changed")),
            (LINES, gettext_lazy("lines are new, or end")),
        ],
        widget=forms.RadioSelect,
        initial=LINES,
    )
    gone = forms.MultipleChoiceField(
        label=gettext_lazy("Lines that end"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, reporter: Reporter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [(one.key, _name(one)) for one in shown(base_of(reporter))[: MOST_LINES * 10]]
        if standing:
            self.fields["gone"].choices = standing  # type: ignore[attr-defined]
        else:
            del self.fields["gone"]


def _line_forms(request: HttpRequest, reporter: Reporter) -> list[LineForm]:
    """As many line forms as the page shows: one, and one more each time that is asked for."""
    if request.method != "POST":
        return [LineForm(reporter=reporter, prefix="line-0")]
    count = request.POST.get("lines", "1")
    shown_now = min(max(int(count), 1), MOST_LINES) if count.isdecimal() and len(count) < 4 else 1
    if "more" in request.POST:
        shown_now = min(shown_now + 1, MOST_LINES)
    forms_ = []
    for at in range(shown_now):
        prefix = f"line-{at}"
        sent = any(name.startswith(f"{prefix}-") for name in request.POST)
        forms_.append(LineForm(request.POST if sent else None, reporter=reporter, prefix=prefix, empty_permitted=True,
                               use_required_attribute=False))  # fmt: skip
    return forms_


@require_http_methods(["GET", "HEAD", "POST"])
@page("coordination.report")
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a letter for a body that writes letters."""
    way = _way(request, pk)
    reporter = way.reporter
    sending = request.method == "POST" and "more" not in request.POST
    # Only a form that is sent is judged; asking for one more line is not sending.
    form = LetterForm(
        request.POST if request.method == "POST" else None, request.FILES or None, reporter=reporter
    )  # fmt: skip
    line_forms = _line_forms(request, reporter)
    if sending and form.is_valid():
        wanted = form.cleaned_data
        filled = [one for one in line_forms if one.is_bound and one.has_changed()] if wanted["says"] == LINES else []
        if all(one.is_valid() for one in filled):
            try:
                report = services.enter_letter(
                    actor=way.actor, reporter=reporter, number=wanted["number"], note=wanted["note"],
                    unchanged=wanted["says"] == UNCHANGED, removed=wanted.get("gone", ()),
                    changes=[LineChange(one.values()) for one in filled],
                    scan=wanted["scan"], file_name=wanted["scan"].name if wanted["scan"] else "",
                )  # fmt: skip
            except (DocumentRefused, StorageFull) as fault:
                form.add_error("scan", str(fault))
            except lines.FAULTS as fault:
                form.add_error(getattr(fault, "field", "") or None, str(fault))
            else:
                messages.success(
                    request,
                    _("The letter is entered as report %(number)s, in your name on behalf of the organisation.")
                    % {"number": report.version},
                )
                return redirect(way.home)
    if request.method == "POST" and not sending:
        form = LetterForm(initial=request.POST.dict() | {"gone": request.POST.getlist("gone")}, reporter=reporter)
        line_forms = [_unjudged(one) for one in line_forms]
    title = _("Enter a letter")
    context = {
        "form": form, "line_forms": line_forms, "count": len(line_forms), "more": len(line_forms) < MOST_LINES,
        "title": title, "crumbs": _crumbs(reporter, Crumb(label=title)), "way": way, "reporter": reporter,
        "organisations": organisations(),
    }  # fmt: skip
    return render(request, "coordination/reports/letter.html", context)


def _unjudged(form: LineForm) -> LineForm:
    """The same form with what was typed, before anybody checks it."""
    if not form.is_bound:
        return form
    typed = {name: form[name].value() for name in form.fields}
    return LineForm(reporter=form.reporter, prefix=form.prefix, initial=typed)
