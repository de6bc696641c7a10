"""Fills the calendar of the generated city: 10,000 events, half of them series, 200,000 occurrences."""

import random
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from podworko.agenda import blocks, days, materialising
from podworko.agenda.actions import create_default_kinds
from podworko.agenda.models import Event, EventListing, Occurrence
from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.models import Location
from podworko.places.models import Area
from podworko.resources.choices import Audience

CALENDAR_ESTATE = "osiedle-z-kalendarzem"
"""Has every tenth event: a feed of 1,000."""
TIMES = 39
"""How often a series takes place."""
CHUNK = 500
WHAT = ["Gimnastyka", "Warsztaty", "Koncert", "Spotkanie", "Turniej", "Wykład", "Festyn", "Zajęcia", "Dyżur"]
FOR_WHOM = ["seniorów", "dzieci", "rodzin", "młodzieży", "sąsiadów", "wszystkich", "rodziców", "opiekunów"]


def generate_events(count: int) -> None:
    """Write the events and all that follows from them; the same at every run but for the day it is run on."""
    numbers = random.Random(11)
    city = Area.objects.get(slug="wielkie-miasto")
    estates = list(Area.objects.filter(parent=city).order_by("pk"))
    places = list(Location.objects.select_related("organisation").order_by("pk")[:count])
    with transaction.atomic():
        home = _calendar_estate(city)
        kinds = create_default_kinds(city, by=None)
        for start in tqdm(range(0, count, CHUNK), desc="events"):
            batch = [
                _event(numbers, number, home if number % 10 == 0 else numbers.choice(estates), places[number], kinds)
                for number in range(start, min(start + CHUNK, count))
            ]
            _write(batch)
        shown = set(Occurrence.objects.values_list("day", flat=True))
        days.refresh([city.pk, home.pk], shown)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{Event.objects.count()} events, {Occurrence.objects.count()} occurrences")


def _calendar_estate(city: Area) -> Area:
    name = "Kalendarzowe"
    estate = Area.objects.create(
        slug=CALENDAR_ESTATE, name=name, kind="neighbourhood", parent=city, sort_key=sort_key(name)
    )
    estate.path = f"{city.path}{estate.pk}/"
    estate.save()
    return estate


def _event(numbers, number, area, place, kinds):
    today = timezone.localdate()
    # A series begins so that all of it lies within the horizon of two years.
    first = today + timedelta(days=numbers.randrange(-90, 400))
    start = datetime.combine(first, datetime.min.time(), tzinfo=UTC) + timedelta(hours=numbers.randrange(8, 20))
    return Event(
        uid=f"bench-{number}@podworko",
        area=area,
        organisation=place.organisation,
        location=place,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        title=f"{numbers.choice(WHAT)} dla {numbers.choice(FOR_WHOM)} nr {number}",
        description="Przyjdź i przyprowadź sąsiadkę. Wstęp wolny, miejsca wystarczy dla każdego.",
        kind=numbers.choice(kinds),
        visibility=Visibility.PUBLIC,
        status="confirmed",
        starts=start,
        ends=start + timedelta(hours=2),
        rule=f"FREQ=WEEKLY;COUNT={TIMES}" if number % 2 else "",
        audiences=[numbers.choice(Audience.values)],
        cost="free",
        changed_at=timezone.now(),
        created_at=timezone.now(),
    )


def _write(batch):
    made = Event.objects.bulk_create(batch)
    EventListing.objects.bulk_create(EventListing(event=event, area=event.area) for event in made)
    Occurrence.objects.bulk_create(
        (row for event in made for row in materialising.occurrences_of(event)), batch_size=2000
    )
    for event in made:
        event.block = blocks.block_of(event)
    Event.objects.bulk_update(made, ["block"])
