"""How changes of events are told; see `podworko.core.history`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from podworko.agenda.actions import event as events
from podworko.agenda.actions import feed as feeds
from podworko.agenda.actions import following
from podworko.agenda.actions import kind as kinds
from podworko.agenda.actions import picture as pictures
from podworko.agenda.choices import MailsWanted, OrganiserRole
from podworko.agenda.models import Event
from podworko.agenda.plain_rule import from_rule
from podworko.agenda.rule_words import in_words
from podworko.agenda.timing import Break, Timing
from podworko.core.visibility import Reach
from podworko.organisations.models import Organisation
from podworko.places.models import Area
from podworko.resources.choices import Audience
from podworko.resources.languages import LANGUAGES

_ANY = datetime.min  # noqa: DTZ901 – of a rule whose start is not at hand only the main thing is said
VERBS = {
    "add_event": _("wpisanie wydarzenia"),
    "change_event": _("zmiana wydarzenia"),
    "cancel_event": _("odwołanie wydarzenia"),
    "delete_event": _("usunięcie wydarzenia"),
    "bring_back_event": _("przywrócenie wydarzenia"),
    "change_occurrence": _("zmiana jednego terminu"),
    "cancel_occurrence": _("odwołanie jednego terminu"),
    "put_back_occurrence": _("powrót terminu do serii"),
    "change_following": _("zmiana tego terminu i następnych"),
    "cancel_following": _("odwołanie tego terminu i następnych"),
    "end_series": _("zakończenie serii"),
    "decide_finding": _("decyzja o zbieżności"),
    "take_back_decision": _("cofnięcie decyzji o zbieżności"),
    "choose_mails": _("wybór e-maili o zbieżnościach"),
    "change_limits": _("zmiana progów koordynacji"),
    "propose_join": _("propozycja połączenia wydarzeń"),
    "answer_join": _("odpowiedź na propozycję połączenia"),
    "join_events": _("połączenie wydarzeń"),
    "undo_join": _("rozłączenie wydarzeń"),
    "create_default_kinds": _("założenie rodzajów wydarzeń"),
    "add_kind": _("dodanie rodzaju wydarzeń"),
    "change_kind": _("zmiana rodzaju wydarzeń"),
    "move_kind": _("zmiana kolejności rodzajów"),
    "delete_kind": _("usunięcie rodzaju wydarzeń"),
    "suggest_event": _("propozycja wydarzenia"),
    "take_suggestion": _("przyjęcie propozycji"),
    "decline_suggestion": _("odrzucenie propozycji"),
    "follow_calendar": _("zapis na skrót wydarzeń"),
    "confirm_follower": _("potwierdzenie adresu"),
    "change_follower": _("zmiana skrótu wydarzeń"),
    "stop_following": _("wypisanie ze skrótu wydarzeń"),
    "add_picture": _("dodanie obrazka albo zdjęcia"),
    "change_picture": _("zmiana opisu obrazka"),
    "show_picture": _("pokazanie zdjęcia"),
    "hide_picture": _("ukrycie zdjęcia"),
    "move_picture": _("zmiana kolejności zdjęć"),
    "delete_picture": _("usunięcie obrazka albo zdjęcia"),
    "bring_back_picture": _("powrót obrazka albo zdjęcia"),
    "register": _("zapis na wydarzenie"),
    "add_registration": _("zapis przez telefon"),
    "change_registration": _("zmiana zapisu"),
    "withdraw_registration": _("wypisanie z wydarzenia"),
    "move_up": _("przejście z listy rezerwowej"),
    "mark_told": _("powiadomienie przez telefon"),
    "mark_came": _("lista obecności"),
    "make_private_calendar": _("utworzenie tajnego adresu kalendarza"),
    "revoke_private_calendar": _("cofnięcie tajnego adresu kalendarza"),
    "add_feed": _("dodanie kalendarza instytucji"),
    "change_feed": _("zmiana kalendarza instytucji"),
    "delete_feed": _("usunięcie kalendarza instytucji"),
    "bring_back_feed": _("przywrócenie kalendarza instytucji"),
    "harvest_feed": _("pobranie z kalendarza instytucji"),
    "accept_events": _("przyjęcie wydarzenia"),
    "dismiss_events": _("odrzucenie wydarzenia"),
    "follow_source": _("powrót do tego, co mówi kalendarz instytucji"),
    "import_calendar": _("wczytanie z pliku"),
    "undo_import": _("cofnięcie wczytania z pliku"),
}

OBJECTS = {
    "agenda.event": _("wydarzenie"),
    "agenda.eventexception": _("jeden termin"),
    "agenda.eventkind": _("rodzaj wydarzeń"),
    "agenda.suggestion": _("propozycja wydarzenia"),
    "agenda.follower": _("skrót wydarzeń"),
    "agenda.eventpicture": _("obrazek albo zdjęcie"),
    "agenda.signup": _("zapis"),
    "agenda.signuplist": _("lista zapisanych"),
    "agenda.feed": _("kalendarz instytucji"),
    "agenda.findingdecision": _("decyzja o zbieżności"),
    "agenda.findingmails": _("e-maile o zbieżnościach"),
    "agenda.join": _("połączenie wydarzeń"),
    "agenda.coordinationlimits": _("progi koordynacji"),
    "agenda.privatecalendar": _("tajny adres kalendarza"),
}

LABELS = {
    "agenda.event.listed_in": _("w których kalendarzach"),
    "agenda.event.organisers": _("kto jeszcze"),
    "agenda.event.funding": _("z czego opłacone"),
    "agenda.event.joined_into": _("część wydarzenia"),
    "agenda.event.candidate_days": _("dni, które mogą to być"),
    "agenda.findingmails.wanted": _("jak często"),
    "agenda.event.closes_before": _("ile godzin wcześniej zamykają się zapisy"),
    "agenda.eventexception.starts": _("początek"),
    "agenda.eventexception.ends": _("koniec"),
    "agenda.eventexception.original": _("termin"),
}

CHOICES = {
    "agenda.event.audiences": Audience.choices,
    "agenda.event.languages": LANGUAGES,
    "agenda.findingmails.wanted": MailsWanted.choices,
    "agenda.feed.audiences": Audience.choices,
    "agenda.event.leaves_out": [
        (Break.HOLIDAYS.value, _("święta")),
        (Break.SCHOOL_BREAKS.value, _("przerwy w szkole")),
    ],
}


def _areas(ids: Sequence[int]) -> str:
    names = dict(Area.objects.filter(pk__in=ids).values_list("pk", "name"))
    return ", ".join(names.get(pk, _now("miejsce, którego już nie ma")) for pk in ids)


def _organisers(rows: Sequence[dict[str, Any]], reach: Reach) -> str:
    ids = [row["organisation"] for row in rows]
    names = dict(Organisation.objects.visible_to(reach).filter(pk__in=ids).values_list("pk", "name"))
    gone = _now("wpis, którego nie ma lub nie widać")
    return ", ".join(f"{names.get(row['organisation'], gone)} ({OrganiserRole(row['role']).label})" for row in rows)


def _corrected(names: Sequence[str]) -> str:
    labels = {field.name: str(field.verbose_name) for field in Event._meta.concrete_fields}  # noqa: SLF001
    known = [labels.get(name.removesuffix("_id"), name) for name in names]
    return ", ".join(label for label in known if label not in names)


def _rules(rows: Sequence[dict[str, Any]]) -> str:
    return ", ".join(f"„{row['text']}”" for row in rows)


def _funding(rows: Sequence[dict[str, Any]]) -> str:
    return ", ".join(row["source"] for row in rows)


def _days(texts: Sequence[str]) -> str:
    return ", ".join(date_format(date.fromisoformat(text)) for text in texts)


def _wall(text: str) -> str:
    # Wall-clock time, kept as if it were UTC: never moved into another zone.
    moment = datetime.fromisoformat(text)
    return f"{date_format(moment.date())}, {moment:%H:%M}"


def _rule(text: str) -> str:
    plain = from_rule(text)
    return in_words(plain or Timing(start=_ANY, end=_ANY, rule=text))


WORDS = {
    "agenda.event.rule": _rule,
    "agenda.event.listed_in": _areas,
    "agenda.event.funding": _funding,
    "agenda.event.candidate_days": _days,
    "agenda.event.corrected_fields": _corrected,
    "agenda.feed.rules": _rules,
    "agenda.event.starts": _wall,
    "agenda.event.ends": _wall,
    "agenda.eventexception.starts": _wall,
    "agenda.eventexception.ends": _wall,
    "agenda.eventexception.original": _wall,
}

NAMES = {"agenda.event.organisers": _organisers}

RESTORERS = {
    "agenda.event": (following.restore_event, (*events.OWN_FIELDS, *events.RELATIONS)),
    "agenda.eventkind": (kinds.restore_kind, kinds.OWN_FIELDS),
    "agenda.eventpicture": (pictures.restore_picture, pictures.RESTORED),
    "agenda.feed": (feeds.change_feed, feeds.FIELDS),
}
RETURNERS: dict[str, Any] = {
    "agenda.event": events.bring_back_event,
    "agenda.eventkind": kinds.bring_back_kind,
    "agenda.eventpicture": pictures.bring_back_picture,
    "agenda.feed": feeds.bring_back_feed,
}
