"""How changes of resources, hours and categories are told; see `podworko.core.history`."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.organisations.actions.location import OWN_FIELDS as LOCATION_FIELDS
from podworko.organisations.actions.restoring import bring_back
from podworko.resources import hours_words
from podworko.resources.actions import category, listing, resource
from podworko.resources.choices import AccessFeature, Answer, Audience
from podworko.resources.hours import Span
from podworko.resources.languages import LANGUAGES
from podworko.resources.models import Category

VERBS = {
    "create_default_categories": _("założenie kategorii"),
    "add_category": _("dodanie kategorii"),
    "change_category": _("zmiana kategorii"),
    "move_category": _("zmiana kolejności kategorii"),
    "delete_category": _("usunięcie kategorii"),
    "set_categories": _("zmiana kategorii miejsca"),
    "set_opening_hours": _("zmiana godzin otwarcia"),
    "set_accessibility": _("zmiana informacji o dostępności"),
    "add_resource": _("dodanie zasobu"),
    "change_resource": _("zmiana zasobu"),
    "delete_resource": _("usunięcie zasobu"),
    "record_reply": _("odpowiedź, czy wpis jest aktualny"),
    "accept_reply": _("przyjęcie odpowiedzi o wpisie"),
    "decline_reply": _("odrzucenie odpowiedzi o wpisie"),
    "undo_reply": _("cofnięcie odpowiedzi o wpisie"),
    "count_signal": _("„zgadza się” od przechodnia"),
    "set_freshness": _("zmiana sposobu pytania o wpisy"),
    "stop_freshness_mails": _("rezygnacja z e-maili z pytaniem o wpis"),
    "resume_freshness_mails": _("powrót do e-maili z pytaniem o wpis"),
    "suggest_entry": _("propozycja bez konta"),
    "accept_suggestion": _("przyjęcie propozycji przysłanej bez konta"),
    "accept_correction": _("przyjęta poprawka"),
    "accept_closure": _("przyjęta wiadomość, że już nie działa"),
    "undo_correction": _("cofnięcie przyjętej poprawki"),
    "take_entry": _("wpis z propozycji"),
    "join_suggestion": _("propozycja wpisu, który już jest"),
    "decline_entry_suggestion": _("odrzucenie propozycji"),
    "set_aside": _("odłożenie propozycji jako reklamy"),
    "ask_about_suggestion": _("pytanie o propozycję"),
    "answer_question": _("odpowiedź na pytanie o propozycję"),
    "reopen_suggestion": _("cofnięcie decyzji o propozycji"),
    "ignore_problem": _("zostawienie uwagi o jakości"),
    "heed_problem": _("przywrócenie uwagi o jakości"),
    "start_import": _("przyjęcie pliku ze spisem"),
    "choose_columns": _("ustalenie kolumn pliku"),
    "decide_rows": _("decyzja o wierszach pliku"),
    "commit_import": _("wczytanie z pliku"),
    "undo_import": _("cofnięcie wczytania z pliku"),
    "delete_import": _("skasowanie pliku ze spisem"),
}

OBJECTS = {
    "resources.category": _("kategoria"),
    "resources.resource": _("zasób"),
    "resources.freshnessreply": _("odpowiedź o wpisie"),
    "resources.freshnesssettings": _("pytanie organizacji o wpisy"),
    "resources.entrysuggestion": _("propozycja"),
    "resources.ignoredproblem": _("uwaga o jakości"),
}

LABELS = {
    "organisations.location.listings": _("kategorie"),
    "organisations.location.opening_hours": _("godziny otwarcia"),
    "organisations.location.accessibility": _("dostępność"),
    "resources.category.name_as_printed": _("nazwa na wydruku"),
    "resources.entrysuggestion.number": _("numer propozycji"),
    "resources.resource.location_id": _("miejsce"),
    "resources.freshnessreply.kind": _("odpowiedź"),
    "resources.freshnessreply.channel": _("skąd"),
    "resources.freshnessreply.state": _("stan"),
    "resources.resource.categories": _("kategorie"),
}

CHOICES = {
    "resources.resource.audiences": Audience.choices,
    "resources.resource.languages": LANGUAGES,
}


def _categories(ids: list[int]) -> str:
    names = dict(Category.objects.filter(pk__in=ids).values_list("pk", "name"))
    return ", ".join(names.get(pk, _now("kategoria, której już nie ma")) for pk in ids)


def _hours(table: Mapping[str, Any]) -> str:
    spans = [
        Span(
            row["weekday"],
            time.fromisoformat(row["opens"]),
            time.fromisoformat(row["closes"]),
            date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
        )
        for row in table["spans"]
    ]
    parts = [*hours_words.table(spans), *(_exception(row) for row in table["exceptions"])]
    if table["by_appointment"]:
        parts.append(_now("po umówieniu"))
    if table["closed_on_holidays"] != Answer.NOT_ASKED:
        said = Answer(table["closed_on_holidays"]).label
        parts.append(_now("zamknięte w święta: %(answer)s") % {"answer": said})
    return "; ".join([*parts, table["note"]] if table["note"] else parts)


def _exception(row: Mapping[str, Any]) -> str:
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    days = date_format(first) if first == last else f"{date_format(first)}–{date_format(last)}"
    if not row["opens"]:
        return f"{days}: {_now('zamknięte')}"
    return f"{days}: {hours_words.clock(time.fromisoformat(row['opens']))}–" + hours_words.clock(
        time.fromisoformat(row["closes"])
    )


def _accessibility(answers: Mapping[str, Mapping[str, str]]) -> str:
    told = []
    for feature, row in answers.items():
        note = f" ({row['note']})" if row["note"] else ""
        told.append(f"{AccessFeature(feature).label}: {Answer(row['answer']).label}{note}")
    return "; ".join(told)


WORDS = {
    "organisations.location.listings": _categories,
    "organisations.location.opening_hours": _hours,
    "organisations.location.accessibility": _accessibility,
    "resources.resource.categories": _categories,
}

RESTORERS = {
    "organisations.location": (listing.restore_location, (*LOCATION_FIELDS, *listing.RELATIONS)),
    "resources.resource": (resource.change_resource, (*resource.OWN_FIELDS, *resource.RELATIONS)),
    "resources.category": (category.restore_category, category.OWN_FIELDS),
}

RETURNERS = {
    "resources.resource": bring_back,
    "resources.category": category.bring_back_category,
}
