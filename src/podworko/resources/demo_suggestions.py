"""What waits for the coordinator of Trzepakowo: suggested by nobody who exists."""

from uuid import uuid4

from podworko.core import tokens
from podworko.organisations.models import Location, Organisation
from podworko.places.models import Area
from podworko.resources import entry_values
from podworko.resources.choices import SuggestionKind
from podworko.resources.models import EntrySuggestion

_NEW = {
    "name": "Szewc „Podeszwa”",
    "address": "Kapslowa 6",
    "hours": "pn–pt 10–17",
    "description": "Buty, torby, klucze od ręki.",
}


def leave(area: Area) -> None:
    """Make what is missing; what is there stays as people have changed it."""
    if EntrySuggestion.objects.filter(area=area).exists():
        return
    _add(area, SuggestionKind.NEW, {name: ["", text] for name, text in _NEW.items()}, "Od wiosny, w suterenie.")
    library = Organisation.objects.filter(home_area=area, name__startswith="Biblioteka").order_by("pk").first()
    if library is None:
        return
    place = Location.objects.filter(organisation=library).order_by("pk").first()
    now = entry_values.read(library)
    wanted = {"description": "Wypożyczalnia, czytelnia i kącik z planszówkami."}
    if place is not None and f"hours:{place.pk}" in now:
        wanted[f"hours:{place.pk}"] = "pn–pt 10–18; sob 9–13"
    changes = {name: [now[name].text, text] for name, text in wanted.items() if name in now}
    _add(area, SuggestionKind.CORRECTION, changes, "W soboty też już otwierają.", library)
    others = {"description": [now["description"].text, "Wypożyczalnia i czytelnia."]} if now else {}
    _add(area, SuggestionKind.CORRECTION, others, "", library)


def _add(
    area: Area, kind: str, changes: dict[str, list[str]], note: str, organisation: Organisation | None = None
) -> None:
    seed = uuid4()
    digest = tokens.digest(EntrySuggestion.secret_of(seed))
    EntrySuggestion.objects.create(
        area=area, kind=kind, organisation=organisation, changes=changes, note=note, seed=seed, token_digest=digest
    )
