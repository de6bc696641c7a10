"""Pages about the calendars that institutions keep elsewhere and that are read from there."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda import links, schedule
from podworko.agenda.actions import feed as actions
from podworko.agenda.actions.feed_writing import before
from podworko.agenda.actions.harvest import harvest_feed
from podworko.agenda.choices import Review
from podworko.agenda.forms.feed import AddressFields, FeedForm, NewFeedForm
from podworko.agenda.harvesting import arriving, telling
from podworko.agenda.harvesting.arriving import ArrivalError
from podworko.agenda.harvesting.comparing import compare
from podworko.agenda.harvesting.telling import Preview
from podworko.agenda.models import Feed
from podworko.agenda.views.fetching import area_to_announce_in, feed_to_edit
from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save
from podworko.places.models import Area

PATIENCE = 8.0
"""Seconds that somebody waits for what they have asked for; the rest is left to a job."""
REST = timedelta(seconds=20)
"""Between two tries by hand: the source is somebody else's machine."""


@require_safe
def feeds(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show the calendars that the person looks after, and how their last reading went."""
    area = area_to_announce_in(request, area_slug)
    rows = Feed.objects.editable_by(reach_of(request.user)).filter(area=area).select_related("organisation")
    counted = rows.annotate(
        waiting=Count("events", filter=Q(events__review=Review.WAITING)),
        standing=Count("events", filter=Q(events__review="")),
    )
    shown = [(feed, telling.brought(feed.brought), telling.passed(feed.brought)) for feed in counted]
    waiting = sum(counted.values_list("waiting", flat=True))
    return render(request, "agenda/feeds.html", {"shown": shown, "waiting": waiting, **_about(area)})


@show_and_save
def add_feed(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Show what would come from a calendar, then begin to read it."""
    area = area_to_announce_in(request, area_slug)
    draft_key = f"feed-new-{area.pk}"
    form = NewFeedForm(posted(request), area=area, reach=reach_of(request.user))
    preview: Preview | None = None
    if request.method == "POST" and form.is_valid():
        if not form.is_seen or "again" in request.POST:
            preview = _looked_at(form, Feed(area=area))
        else:
            token = form.cleaned_data["token"]
            try:
                made = carry_out(
                    form, lambda: actions.add_feed(area=area, values=form.values(), token=token, by=person(request))
                )
            except AlreadySubmittedError:
                return redirect("agenda:feeds", area_slug)
            if made:
                say_saved(request, draft_key, _("Zapisano kalendarz."))
                return _harvested(request, made)
    context = {"form": form, "preview": preview, "draft_key": draft_key, **_about(area)}
    return render(request, "agenda/add_feed.html", context)


@show_and_save
def change_feed(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Change where a calendar is read from and what becomes of its new events."""
    feed = feed_to_edit(request, area_slug, pk)
    draft_key = f"feed-{feed.pk}"
    form = FeedForm(posted(request), feed=feed, reach=reach_of(request.user))
    context: dict[str, Any] = {"form": form, "feed": feed, "draft_key": draft_key, **_about(feed.area)}
    if request.method == "POST" and form.is_valid():
        if not feed.is_file and (not form.is_seen or "again" in request.POST):
            context["preview"] = _looked_at(form, feed)
        elif carry_out(
            form, lambda: actions.change_feed(feed, values=form.values(), version=feed.version, by=person(request))
        ):
            say_saved(request, draft_key, _("Zapisano kalendarz."), form=form)
            return redirect("agenda:feeds", area_slug)
    if form.conflicts:
        context["last_change"] = last_change("agenda.feed", feed.pk)
    return render(request, "agenda/change_feed.html", context)


@show_and_save
def delete_feed(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then stop reading a calendar; what came from it stays."""
    feed = feed_to_edit(request, area_slug, pk)
    if request.method == "POST":
        actions.delete_feed(feed, by=person(request))
        messages.success(request, _("Usunięto kalendarz: %(name)s. Jego wydarzenia zostają.") % {"name": feed.label})
        return redirect("agenda:feeds", area_slug)
    counts = {"standing": feed.events.filter(review="").count(), "waiting": feed.events.exclude(review="").count()}
    return render(request, "agenda/delete_feed.html", {"feed": feed, **counts, **_about(feed.area)})


@require_POST
def check_feed(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Read a calendar at once; with `sure`, believe it also when most of it is gone."""
    feed = feed_to_edit(request, area_slug, pk)
    is_sure = "sure" in request.POST
    if feed.is_file:
        return redirect("agenda:feeds", area_slug)
    if not is_sure and feed.last_tried and timezone.now() - feed.last_tried < REST:
        messages.info(request, _("Ten kalendarz był sprawdzany przed chwilą. Spróbuj za pół minuty."))
        return redirect("agenda:feeds", area_slug)
    return _harvested(request, feed, is_sure=is_sure)


def _harvested(request: HttpRequest, feed: Feed, *, is_sure: bool = False) -> HttpResponse:
    known = feed.last_success
    done = harvest_feed(feed, by=person(request), is_sure=is_sure, seconds=PATIENCE)
    if done.last_success == known and not done.last_error:
        schedule.harvest_rest.enqueue(done.pk)
        messages.info(request, _("Ten kalendarz jest duży. Jego wydarzenia pojawią się w ciągu kilku minut."))
        return redirect("agenda:feeds", done.area.slug)
    said = {"name": done.label, "what": done.last_error or telling.brought(done.brought)}
    say = messages.warning if done.last_error or done.missing else messages.success
    say(request, _("%(name)s: %(what)s") % said)
    is_waiting = done.events.filter(review=Review.WAITING).exists()
    return redirect("agenda:review_events" if is_waiting else "agenda:feeds", done.area.slug)


def _looked_at(form: AddressFields, feed: Feed) -> Preview | None:
    """Return what would come from the address in a form; put what goes wrong beside it."""
    asked = Feed(pk=feed.pk, area=feed.area, **form.values())
    try:
        arrival = arriving.fetched(asked.address, timezone.now())
    except ArrivalError as error:
        form.add_error("address", str(error))
        return None
    if arrival.reading is None:
        return None
    form.mark_seen(arrival.reading.name or str(asked.organisation or asked.organiser_name))
    return telling.preview(arrival.reading.name, compare(arrival.reading, before(asked, timezone.now())))


def _about(area: Area) -> dict[str, Any]:
    return {"area": area, "calendar_page": links.calendar(area.slug)}
