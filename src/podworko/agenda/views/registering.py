"""Pages on which anybody registers for an event, sees their own registration, changes it, and withdraws."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from podworko.accounts.codes import limit
from podworko.agenda import registering, sign_up_said
from podworko.agenda.actions import registration as actions
from podworko.agenda.choices import Registration
from podworko.agenda.forms.registration import RegisterForm, RegistrationForm
from podworko.agenda.models import Event, SignUp
from podworko.agenda.views.events import about
from podworko.core import tokens
from podworko.core.answers import carry_out
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
@login_not_required
@never_cache
def register(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Let anybody register for an event, or for one of its days."""
    reach = reach_of(request.user)
    rows = Event.objects.visible_to(reach).filter(registration=Registration.HERE)
    event = get_object_or_404(rows.select_related("area", "organisation"), area__slug=area_slug, pk=pk)
    times = registering.open_times(event, reach, timezone.now())
    if not times:
        return render(request, "agenda/register.html", about(event))
    day = request.GET.get("day", "")
    asked = next((one for one in times if one.entry.day.isoformat() == day), times[0])
    form = RegisterForm(posted(request), event=event, times=times, asked=asked.name)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"] or uuid4()
        if _register(request, event, form, token):
            return redirect("agenda:registration", area_slug, SignUp.key_of(token))
    context = {"form": form, "time": asked, "times": times, **about(event)}
    return render(request, "agenda/register.html", context)


def _register(request: HttpRequest, event: Event, form: RegisterForm, token: Any) -> bool:
    values = {**form.values(), "language": get_language() or "pl"}
    by = person(request) if request.user.is_authenticated else None
    try:
        limit(request, "register", key=(values["email"] or values["phone"]).lower())
        original = form.original_chosen()
        made = carry_out(form, lambda: actions.register(event, original, values=values, token=token, by=by))
    except AlreadySubmittedError:
        return True
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return made is not None


@show_and_save
@login_not_required
@never_cache
def registration(request: HttpRequest, area_slug: str, key: str) -> HttpResponse:
    """Show whoever holds the private link whether they have a place, and let them change how many come."""
    area = get_object_or_404(Area, slug=area_slug)
    sign_up, form = _held(area, key), None
    said = sign_up_said.own(sign_up, area)
    if sign_up and sign_up.sign_up_list and not said["is_over"]:
        form = RegistrationForm(posted(request), sign_up=sign_up, event=sign_up.sign_up_list.event)
        if request.method == "POST" and form.is_valid():
            changing = partial(actions.change_registration, sign_up, values=form.values(), by=None)
            if carry_out(form, changing):
                messages.success(request, _("Zapisano zmianę."))
                return redirect(request.path)
    context = {"area": area, "form": form, **said}
    return render(request, "agenda/registration.html", context, status=200 if sign_up else 404)


@show_and_save
@login_not_required
@never_cache
def withdraw_registration(request: HttpRequest, area_slug: str, key: str) -> HttpResponse:
    """Ask, then take whoever holds the private link off the list and forget them."""
    area = get_object_or_404(Area, slug=area_slug)
    sign_up = _held(area, key)
    context = {"area": area, **sign_up_said.own(sign_up, area)}
    if sign_up and request.method == "POST":
        actions.withdraw_registration(sign_up, by=None)
        context["sign_up"] = sign_up = None
    # A second click of the button finds nobody, and that is well.
    status = 200 if sign_up or request.method == "POST" else 404
    return render(request, "agenda/withdraw_registration.html", context, status=status)


def _held(area: Area, key: str) -> SignUp | None:
    found = SignUp.objects.filter(area=area, key_digest=tokens.digest(key))
    return found.select_related("area", "sign_up_list__event__area").first()
