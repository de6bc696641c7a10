"""Makes one city with 100,000 places of 20,000 organisations: invented, the same at every run."""

import random

from django.db import connection, transaction
from tqdm import tqdm

from podworko.core import versions
from podworko.core.text import sort_key
from podworko.core.visibility import Visibility
from podworko.organisations.models import Activity, Contact, ContactField, Location, Organisation
from podworko.places.models import Area, Street
from podworko.resources.actions import create_default_categories
from podworko.resources.models import Listing

CITY = "wielkie-miasto"
WEST, SOUTH, EAST, NORTH = 19.79, 49.97, 20.22, 50.13
"""About the size of Kraków, in degrees."""
CHUNK = 5_000
POSTER_ESTATE = "osiedle-na-plakat"
"""Has 40 places, as many as a poster is measured with."""

KINDS = ["Przedszkole", "Szkoła Podstawowa", "Apteka", "Fundacja", "Stowarzyszenie", "Klub", "Biblioteka", "Parafia"]
ADJECTIVES = ["Słoneczne", "Zielone", "Wesołe", "Nowe", "Małe", "Wielkie", "Ciche", "Jasne", "Dawne", "Bliskie"]
NOUNS = ["Podwórko", "Sąsiedztwo", "Wzgórze", "Źródło", "Drzewo", "Słowo", "Światło", "Okno", "Gniazdo", "Pióro"]
PATRONS = ["Kopernika", "Chełmońskiego", "Mehoffera", "Wyspiańskiego", "Żeromskiego", "Modrzejewskiej", "Różyckiego"]


def generate(places: int) -> Area:
    """Fill an empty database; one organisation has five places, one place in three is exact."""
    numbers = random.Random(7)
    with transaction.atomic():
        city, estates = _areas()
        organisations = _organisations(numbers, city, estates, places // 5)
        _places(numbers, city, estates, organisations, places)
        _places(numbers, city, [_poster_estate(city)], organisations, 40)
        versions.bump(f"area:{area.slug}" for area in [city, *estates])
    _rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return city


def _areas() -> tuple[Area, list[Area]]:
    city = Area.objects.create(slug=CITY, name="Wielkie Miasto", kind="municipality", sort_key="wielkie")
    city.path = f"/{city.pk}/"
    city.save()
    create_default_categories(city, by=None)
    estates = []
    for number in range(100):
        name = f"Osiedle {number + 1}"
        estate = Area.objects.create(
            slug=f"osiedle-{number + 1}", name=name, kind="neighbourhood", parent=city, sort_key=sort_key(name)
        )
        estate.path = f"{city.path}{estate.pk}/"
        estate.save()
        estates.append(estate)
    Street.objects.bulk_create(Street(area=city, **Street.named(f"{PATRONS[n % 7]} {n}")) for n in range(500))
    return city, estates


def _poster_estate(city: Area) -> Area:
    estate = Area.objects.create(
        slug=POSTER_ESTATE, name="Plakat", kind="neighbourhood", parent=city, sort_key=sort_key("Plakat")
    )
    estate.path = f"{city.path}{estate.pk}/"
    estate.save()
    create_default_categories(estate, by=None)
    return estate


def _organisations(numbers, city, estates, count):
    made = []
    for start in tqdm(range(0, count, CHUNK), desc="organisations"):
        batch = []
        for number in range(start, min(start + CHUNK, count)):
            name = (
                f"{numbers.choice(KINDS)} nr {number + 1} „{numbers.choice(ADJECTIVES)} {numbers.choice(NOUNS)}”"
                f" im. {numbers.choice(PATRONS)}"
            )
            batch.append(
                Organisation(
                    home_area=city,
                    slug=f"organizacja-{number + 1}",
                    name=name,
                    sort_key=sort_key(name),
                    description="Zajęcia, pomoc i spotkania dla mieszkańców w każdym wieku. " * 2,
                    visibility=Visibility.PUBLIC,
                )
            )
        made += Organisation.objects.bulk_create(batch)
    Activity.objects.bulk_create(
        (Activity(organisation=one, area=numbers.choice(estates)) for one in made), batch_size=CHUNK
    )
    contacts = Contact.objects.bulk_create((Contact(organisation=one, role="sekretariat") for one in made), CHUNK)
    ContactField.objects.bulk_create(
        (
            ContactField(
                contact=contact,
                kind="phone",
                value=f"12 000 {number // 100 % 100:02d} {number % 100:02d}",
                visibility=Visibility.PUBLIC,
                legal_basis="not_personal",
                notice_date="2026-01-01",
            )
            for number, contact in enumerate(contacts)
        ),
        CHUNK,
    )
    return made


def _places(numbers, city, estates, organisations, count):
    categories = list((estates[0] if len(estates) == 1 else city).categories.all())
    for start in tqdm(range(0, count, CHUNK), desc="places"):
        batch = []
        for number in range(start, min(start + CHUNK, count)):
            organisation = organisations[number % len(organisations)]
            batch.append(
                Location(
                    organisation=organisation,
                    area=estates[number % len(estates)],
                    sort_key=organisation.sort_key,
                    street_name=f"{numbers.choice(PATRONS)} {numbers.randrange(500)}",
                    house_number=str(numbers.randrange(1, 200)),
                    latitude=numbers.uniform(SOUTH, NORTH),
                    longitude=numbers.uniform(WEST, EAST),
                    precision="exact" if number % 3 == 0 else "street",
                    visibility=Visibility.PUBLIC,
                )
            )
        made = Location.objects.bulk_create(batch)
        Listing.objects.bulk_create(
            Listing(location=place, category=numbers.choice(categories), is_primary=True) for place in made
        )


def _rebuild() -> None:
    from podworko.core.search import index
    from podworko.resources import cells

    cells.rebuild()
    index.rebuild()
