"""Pages for whoever keeps an event: who has registered, who has rung, who came, on paper and as a file."""

from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda import links, sign_up_files, sign_up_mails, sign_up_said
from podworko.agenda.actions import registration as actions
from podworko.agenda.forms.registration import AddRegistrationForm, CameForm, RegistrationForm
from podworko.agenda.models import Event, SignUp
from podworko.agenda.views.events import about
from podworko.agenda.views.fetching import event_to_edit
from podworko.core import spreadsheet, typst
from podworko.core.answers import carry_out
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.views.fetching import person, posted, show_and_save


@require_safe
def registrations(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show who has registered for one time that an event takes place, and who waits: `?date=20261208T1700`."""
    event = event_to_edit(request, area_slug, pk)
    return _list(request, event, CameForm(rows=[]))


@show_and_save
def add_registration(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Enter somebody who has rung."""
    event = event_to_edit(request, area_slug, pk)
    original = _asked(request, event)
    form = AddRegistrationForm(posted(request), event=event)
    if request.method == "POST" and form.is_valid():
        values = {**form.values(), "language": get_language() or "pl"}
        token, by = form.cleaned_data["token"] or uuid4(), person(request)
        try:
            made = carry_out(
                form, lambda: actions.add_registration(event, original, values=values, token=token, by=by)
            )
        except AlreadySubmittedError:
            return redirect(_back(event, original))
        if made:
            messages.success(request, _("Wpisano: %(place)s.") % {"place": made.get_place_display()})
            return redirect(_back(event, original))
    context = {"form": form, "original": original, **_about(event, original)}
    return render(request, "agenda/add_registration.html", context)


@show_and_save
def change_registration(request: HttpRequest, area_slug: str, pk: int, registration: int) -> HttpResponse:
    """Change how many come, for somebody who has rung."""
    event = event_to_edit(request, area_slug, pk)
    sign_up, original = _one(event, registration)
    form = RegistrationForm(posted(request), sign_up=sign_up, event=event)
    if request.method == "POST" and form.is_valid():
        values, by = form.values(), person(request)
        if carry_out(form, lambda: actions.change_registration(sign_up, values=values, by=by)):
            messages.success(request, _("Zapisano zmianę."))
            return redirect(_back(event, original))
    context = {"form": form, "sign_up": sign_up, **_about(event, original)}
    return render(request, "agenda/change_registration.html", context)


@show_and_save
def remove_registration(request: HttpRequest, area_slug: str, pk: int, registration: int) -> HttpResponse:
    """Ask, then take somebody off the list; who has left an e-mail is told."""
    event = event_to_edit(request, area_slug, pk)
    sign_up, original = _one(event, registration)
    if request.method == "POST":
        actions.withdraw_registration(sign_up, by=person(request))
        messages.success(request, _("Wypisano: %(name)s.") % {"name": sign_up.name})
        if sign_up.is_mailed:
            try:
                sign_up_mails.send_removed(sign_up)
            except ValidationError:
                messages.warning(request, _("Wiadomość nie wyszła. Daj znać tej osobie: %s") % sign_up.email)
        return redirect(_back(event, original))
    return render(request, "agenda/remove_registration.html", {"sign_up": sign_up, **_about(event, original)})


@require_POST
def mark_told(request: HttpRequest, area_slug: str, pk: int, registration: int) -> HttpResponse:
    """Note that somebody was rung."""
    event = event_to_edit(request, area_slug, pk)
    sign_up, original = _one(event, registration)
    actions.mark_told(sign_up, by=person(request))
    messages.success(request, _("Zapisano: ta osoba już wie."))
    return redirect(_back(event, original))


@require_POST
def mark_came(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Note how many of each registration came; the attendance of the event follows."""
    event = event_to_edit(request, area_slug, pk)
    shown = sign_up_said.read(event, request.GET.get("date", ""), timezone.now())
    if shown.sign_up_list is None or shown.original is None:
        return redirect(links.registrations(event))
    form = CameForm(request.POST, rows=[row.sign_up for row in shown.has_place])
    if not form.is_valid():
        return _list(request, event, form)
    if actions.mark_came(shown.sign_up_list, came=form.came(), by=person(request)):
        messages.success(request, _("Zapisano, kto przyszedł. Liczba osób stoi przy wydarzeniu."))
    else:
        messages.success(request, _("Zapisano, kto przyszedł. Liczba osób przy wydarzeniu się nie zmienia."))
    return redirect(_back(event, shown.original))


@require_safe
def print_registrations(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Give the list of one time as a sheet to be ticked off at the door."""
    event = event_to_edit(request, area_slug, pk)
    shown = sign_up_said.read(event, request.GET.get("date", ""), timezone.now())
    sheet = sign_up_files.sheet(event, shown, language=get_language() or "pl")
    response = HttpResponse(typst.render(sheet), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="lista-{event.pk}-{shown.name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def registrations_csv(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Give the list of one time to a spreadsheet."""
    event = event_to_edit(request, area_slug, pk)
    shown = sign_up_said.read(event, request.GET.get("date", ""), timezone.now())
    body = "".join(spreadsheet.lines(sign_up_files.rows(shown)))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lista-{event.pk}-{shown.name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _list(request: HttpRequest, event: Event, form: CameForm) -> HttpResponse:
    shown = sign_up_said.read(event, request.GET.get("date", ""), timezone.now())
    context = {"shown": shown, "errors": form.errors, **about(event)}
    return render(request, "agenda/registrations.html", context)


def _asked(request: HttpRequest, event: Event) -> datetime:
    original = sign_up_said.read(event, request.GET.get("date", ""), timezone.now()).original
    if original is None:
        raise Http404
    return original


def _one(event: Event, registration: int) -> tuple[SignUp, datetime]:
    rows = SignUp.objects.select_related("area", "sign_up_list__event__area")
    sign_up = get_object_or_404(rows, pk=registration, sign_up_list__event=event)
    return sign_up, sign_up.sign_up_list.original if sign_up.sign_up_list else timezone.now()


def _back(event: Event, original: datetime) -> str:
    return f"{links.registrations(event)}?date={original:%Y%m%dT%H%M}"


def _about(event: Event, original: datetime) -> dict[str, object]:
    """Return what the frame of a page below the list needs: its way back leads to the list."""
    return {**about(event), "list_page": _back(event, original), "keep_page": _back(event, original)}
