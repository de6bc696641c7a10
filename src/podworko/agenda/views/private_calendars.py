"""Private calendars: their owner's page, and the secret address itself."""

from zlib import crc32

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from podworko.agenda import links, private_calendar
from podworko.agenda.actions import private_calendar as actions
from podworko.agenda.forms.private_calendar import PrivateCalendarForm
from podworko.agenda.models import PrivateCalendar
from podworko.core import feed_files, tokens
from podworko.core.answers import carry_out
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save
from podworko.places.models import Area


@show_and_save
@never_cache
def private_calendars(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show somebody the secret addresses that they have made, and let them make another."""
    area = get_object_or_404(Area, slug=area_slug)
    form = PrivateCalendarForm(posted(request))
    if request.method == "POST" and form.is_valid():
        name, user = form.cleaned_data["name"], person(request)
        if carry_out(form, lambda: actions.make_private_calendar(user, area=area, name=name, by=user)):
            messages.success(request, _("Adres jest gotowy. Skopiuj go do swojego kalendarza."))
            return redirect(request.path)
    own = PrivateCalendar.objects.filter(user=person(request), area=area)
    shown = [(one, links.whole(links.private(one, area.slug))) for one in own]
    context = {"area": area, "form": form, "shown": shown, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/private_calendars.html", context)


@show_and_save
@never_cache
def revoke_private_calendar(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask whether a secret address is to open nothing any more."""
    area = get_object_or_404(Area, slug=area_slug)
    found = get_object_or_404(PrivateCalendar, user=person(request), area=area, pk=pk)
    if request.method == "POST":
        actions.revoke_private_calendar(found, by=person(request))
        messages.success(request, _("Cofnięto. Ten adres już niczego nie pokazuje."))
        return redirect("agenda:private_calendars", area_slug)
    keep_page = reverse("agenda:private_calendars", args=[area_slug])
    context = {"area": area, "found": found, "keep_page": keep_page, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/revoke_private_calendar.html", context)


@require_safe
@login_not_required
def private_calendar_ics(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Give whoever holds a secret address what its owner may read now; the secret alone says whose it is."""
    rows = PrivateCalendar.objects.filter(key_digest=tokens.digest(token), user__is_active=True)
    found = rows.select_related("user", "area").first()
    if found is None:
        raise Http404
    today = timezone.localdate()
    PrivateCalendar.objects.filter(pk=found.pk).exclude(used_on=today).update(used_on=today)
    with override(settings.LANGUAGE_CODE):
        body = feed_files.File.of(private_calendar.of_person(found.area, reach_of(found.user)))
    tag = crc32(body.plain)
    response = feed_files.answer(request, body, tag=tag, name="private.ics")
    if feed_files.is_unchanged(request, tag):
        response = feed_files.not_modified(tag)
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
