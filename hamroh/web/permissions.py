"""Every page declares its verb: `@page("activities.view")`. A page without one fails an architecture test.

The decision is made before the view runs; a refusal becomes a page that says why and who can help.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hamroh.kernel.people.decisions import Refused
from hamroh.kernel.people.verbs import verb

View = Callable[..., HttpResponseBase]


def page(verb_key: str) -> Callable[[View], View]:
    """Decorate a view with the verb it needs; raises UnknownVerb at import for an undeclared one."""
    verb(verb_key)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            decision = request.acting.may(verb_key)  # type: ignore[attr-defined]
            if decision:
                return view(request, *args, **kwargs)
            if request.acting.person is None:  # type: ignore[attr-defined]
                return redirect_to_login(request.get_full_path())
            raise Refused(verb_key, decision)

        guarded.verb = verb_key  # type: ignore[attr-defined]
        return guarded

    return decorate
