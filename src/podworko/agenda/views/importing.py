"""Pages that take in a calendar from a file: seen first, all of it or nothing, taken back in one step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from podworko.agenda import links
from podworko.agenda.actions import feed as actions
from podworko.agenda.actions import harvest
from podworko.agenda.actions.feed_writing import before
from podworko.agenda.forms.feed import FileForm, ImportForm
from podworko.agenda.harvesting import arriving, telling
from podworko.agenda.harvesting.arriving import ArrivalError
from podworko.agenda.harvesting.comparing import compare
from podworko.agenda.harvesting.reading import Reading
from podworko.agenda.models import CalendarFile, Feed
from podworko.agenda.views.fetching import area_to_announce_in, feed_to_edit
from podworko.core.answers import carry_out
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import person, posted, show_and_save


@show_and_save
def import_calendar(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Take a file and read it; nothing comes into the calendar yet."""
    area = area_to_announce_in(request, area_slug)
    form = FileForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading = arriving.read(file.read(), timezone.now())
        except ArrivalError as error:
            form.add_error("file", str(error))
        else:
            name = reading.name or file.name or ""
            kept = actions.keep_calendar_file(area=area, name=name, reading=reading.plain(), by=person(request))
            return redirect("agenda:confirm_import", area_slug, kept.pk)
    context = {"form": form, "area": area, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/import_calendar.html", context)


@show_and_save
def confirm_import(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show what would come from a file and ask what shall become of it, then take it in."""
    area = area_to_announce_in(request, area_slug)
    file = get_object_or_404(CalendarFile, area=area, pk=pk, entered_by=person(request))
    form = ImportForm(posted(request), area=area, reach=reach_of(request.user), label=file.name)
    asked = Feed(area=area)
    if request.method == "POST" and form.is_valid():
        values = form.values() | {"label": form.cleaned_data["label"] or file.name}
        asked = Feed(area=area, **values)
        if made := carry_out(form, lambda: harvest.import_calendar(file, values=values, by=person(request))):
            messages.success(request, _("Wczytano plik. %(what)s") % {"what": telling.brought(made.brought)})
            return redirect("agenda:feeds", area_slug)
    preview = telling.preview(file.name, compare(Reading.of_plain(file.reading), before(asked, timezone.now())))
    context = {"form": form, "preview": preview, "area": area, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/confirm_import.html", context)


@show_and_save
def undo_import(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then take back all that came with a file."""
    feed = feed_to_edit(request, area_slug, pk)
    if not feed.is_file:
        raise Http404
    if request.method == "POST":
        harvest.undo_import(feed, by=person(request))
        messages.success(request, _("Cofnięto wczytanie pliku: %(name)s.") % {"name": feed.label})
        return redirect("agenda:feeds", area_slug)
    context = {
        "feed": feed,
        "count": feed.events.count(),
        "corrected": feed.events.exclude(corrected_fields=[]).count(),
        "area": feed.area,
        "calendar_page": links.calendar(area_slug),
    }
    return render(request, "agenda/undo_import.html", context)
