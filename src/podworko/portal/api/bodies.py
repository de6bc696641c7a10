"""What a program sends, and how it becomes what a page's form would have sent.

The API has no rules of its own: each route fills in the form of a page and calls the same action.
"""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar
from uuid import UUID, uuid5

from django.core.exceptions import RequestDataTooBig, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from podworko.accounts.models import User
from podworko.core import identity
from podworko.core.audit import StaleVersionError
from podworko.core.forms import Caution, CautiousForm, VersionedForm
from podworko.core.problems import Problem, errors_of

Body = dict[str, Any]
Made = TypeVar("Made")
ACCEPTED = "accepted"
"""In a body: keys of the cautions that were read, which means „I know”."""
_LONGEST_KEY = 200


def read_body(request: HttpRequest, allowed: Collection[str]) -> Body:
    """Return the JSON object that was sent.

    Raises:
        Problem: 415 if it is no JSON, 413 if it is too long, 400 if it is broken, 422 if a field is unknown here.
    """
    if request.content_type != "application/json":
        raise Problem(415, _("Wyślij dane jako application/json."), str(request.content_type)[:80])
    try:
        body = json.loads(request.body)
        # Half a character (`\\ud800`) and the like, which no database keeps.
        json.dumps(body, ensure_ascii=False, allow_nan=False).encode()
    except RequestDataTooBig:
        raise Problem(413, _("Za dużo danych naraz.")) from None
    except (ValueError, RecursionError) as error:
        raise Problem(400, _("To nie jest poprawny JSON."), str(error)[:200]) from None
    if not isinstance(body, dict):
        raise Problem(400, _("Wyślij obiekt JSON, czyli { … }."))
    unknown = sorted(set(body) - set(allowed) - {ACCEPTED})
    if unknown:
        raise refused([{"field": name[:80], "message": _("Nie znamy tego pola.")} for name in unknown])
    return body


def form_data(values: Mapping[str, Any]) -> QueryDict:
    """Return values as a browser would send them.

    Raises:
        Problem: A value is an object, or a list holds one.
    """
    data = QueryDict(mutable=True)
    for name, value in values.items():
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value)):
            raise refused([{"field": name, "message": _("Podaj tekst, liczbę albo listę tekstów.")}])
        data.setlist(name, [_typed(one) for one in (value if isinstance(value, list) else [value]) if _is_said(one)])
    return data


def changed_data(form: VersionedForm, values: Mapping[str, Any]) -> QueryDict:
    """Return what the page of a record would send if only these values were changed on it."""
    data = QueryDict(mutable=True)
    for name, shown in json.loads(form.initial["shown"]).items():
        data.setlist(name, shown)
    for name, typed in form_data(values).lists():
        data.setlist(name, typed)
    return data


def carry_out(
    form: CautiousForm, body: Body, action: Callable[[], Made], *, names: Mapping[str, str] | None = None
) -> Made:
    """Check a filled form and run an action on it; `names`: the form's own name of a field → the body's.

    Raises:
        Problem: 422 says what is wrong in which field, 409 asks about what should be looked at first, 412 that
            somebody else was faster.
    """
    if not form.is_valid():
        called = {"__all__": "", **(names or {})}
        found = ((name, str(one)) for name, messages in form.errors.items() for one in messages)
        raise refused([{"field": called.get(name, name), "message": message} for name, message in found])
    _ask_about(form.cautions(), body.get(ACCEPTED))
    try:
        return action()
    except StaleVersionError as error:
        raise Problem(412, error.messages[0]) from None
    except ValidationError as error:
        raise refused(errors_of(error)) from None


def refused(errors: list[dict[str, str]]) -> Problem:
    """Return what is said of values that cannot be kept."""
    return Problem(
        422, _("Tych danych nie można zapisać."), "; ".join(one["message"] for one in errors)[:500], errors=errors
    )


def idempotency_token(request: HttpRequest, user: User) -> UUID | None:
    """Return what the header `Idempotency-Key` stands for: the same key of the same person is the same request."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _LONGEST_KEY:
        raise Problem(400, _("Nagłówek Idempotency-Key jest za długi."), str(_LONGEST_KEY))
    return uuid5(identity.namespace(), f"idempotency/{user.pk}/{key}") if key else None


def check_match(request: HttpRequest, tag: str) -> None:
    """Refuse if the record is no longer the version that the program has read (`If-Match`).

    Raises:
        Problem: 412.
    """
    wanted = request.headers.get("If-Match", "").strip()
    if wanted and wanted != "*" and tag not in [one.strip() for one in wanted.split(",")]:
        detail = _("Przeczytaj wpis jeszcze raz i wyślij zmianę do nowej wersji.")
        raise Problem(412, _("Ktoś zmienił to w międzyczasie."), detail, headers={"ETag": tag})


def version_of(version: int) -> str:
    """Return the tag of a version."""
    return f'"{version}"'


def _ask_about(cautions: list[Caution], accepted: Any) -> None:
    """Ask about what should be looked at first, unless it was: a caution warns and never forbids."""
    known = accepted if isinstance(accepted, list) else []
    if all(one.key in known for one in cautions):
        return
    told = [
        {"key": one.key, "title": str(one.title), "text": str(one.text), "links": [list(link) for link in one.links]}
        for one in cautions
    ]
    detail = _("Jeśli tak ma być, wyślij to jeszcze raz z listą kluczy w polu „accepted”.")
    raise Problem(409, _("Zanim to zapiszemy, sprawdź."), detail, cautions=told)


def _is_said(value: Any) -> bool:
    return value is not None and value is not False


def _typed(value: Any) -> str:
    return "on" if value is True else str(value)
