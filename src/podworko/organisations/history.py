"""How changes of the register are told; see `podworko.core.history`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from podworko.organisations.actions import contact, location, organisation, restoring
from podworko.places.models import Area

VERBS = {
    "add_organisation": _("dodanie wpisu"),
    "change_organisation": _("zmiana wpisu"),
    "assure_organisation": _("sprawdzenie wpisu"),
    "close_organisation": _("oznaczenie, że już nie działa"),
    "delete_organisation": _("usunięcie wpisu"),
    "add_location": _("dodanie miejsca"),
    "change_location": _("zmiana miejsca"),
    "delete_location": _("usunięcie miejsca"),
    "add_contact": _("dodanie kontaktu"),
    "change_contact": _("zmiana kontaktu"),
    "hand_over_contact": _("przekazanie roli"),
    "end_contact": _("zakończenie roli"),
    "delete_contact": _("usunięcie kontaktu"),
    "invite": _("zaproszenie"),
    "revoke_invitation": _("cofnięcie zaproszenia"),
    "accept_invitation": _("przyjęcie zaproszenia"),
    "join": _("dołączenie do organizacji"),
    "change_membership": _("zmiana roli w organizacji"),
    "remove_membership": _("odejście z organizacji"),
    "open_records": _("otwarcie zapisów przez administratora lub inspektora"),
    "close_records": _("zamknięcie zapisów"),
}

OBJECTS = {
    "organisations.organisation": _("wpis"),
    "organisations.activity": _("miejsce działania"),
    "organisations.location": _("miejsce"),
    "organisations.contact": _("kontakt"),
    "organisations.contactfield": _("telefon, e-mail lub inny kontakt"),
    "organisations.membership": _("osoba w organizacji"),
    "organisations.invitation": _("zaproszenie"),
    "organisations.opening": _("otwarcie zapisów"),
}

LABELS = {
    "organisations.membership.user_id": _("kto"),
    "organisations.invitation.membership_role": _("kim będzie"),
    "organisations.invitation.expires_at": _("ważne do"),
    "organisations.opening.expires_at": _("otwarte do"),
    "organisations.organisation.legal_form": _("forma"),
    "organisations.organisation.status_note": _("skąd o tym wiadomo"),
    "organisations.organisation.parent_id": _("organizacja nadrzędna"),
    "organisations.organisation.parent_role": _("czym jest wobec nadrzędnej"),
    "organisations.organisation.assured_by": _("kto sprawdził"),
    "organisations.organisation.active_in": _("gdzie działa"),
    "organisations.organisation.identifiers": _("numery w rejestrach"),
    "organisations.activity.area_id": _("gdzie"),
    "organisations.location.operator_id": _("kto prowadzi"),
    "organisations.location.operator_note": _("kto prowadzi (słowami)"),
    "organisations.location.area_id": _("osiedle"),
    "organisations.location.address_as_printed": _("adres tak, jak go wpisano"),
    "organisations.location.latitude": _("szerokość geograficzna"),
    "organisations.location.longitude": _("długość geograficzna"),
    "organisations.location.precision": _("jak dokładne jest położenie"),
    "organisations.location.coordinate_error": _("możliwy błąd w metrach"),
    "organisations.location.coordinate_source": _("skąd znamy położenie"),
    "organisations.location.editor_note": _("notatka dla prowadzących"),
    "organisations.contact.location_id": _("miejsce"),
    "organisations.contactfield.contact_id": _("kontakt"),
    "organisations.contactfield.kind": _("rodzaj"),
    "organisations.membership.role": _("rola"),
}


def _areas(ids: list[int]) -> str:
    return ", ".join(str(area) for area in Area.objects.filter(pk__in=ids))


def _identifiers(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{row['scheme']} {row['value']}" for row in rows)


WORDS = {
    "organisations.organisation.active_in": _areas,
    "organisations.organisation.identifiers": _identifiers,
}

RESTORERS = {
    "organisations.organisation": (
        organisation.change_organisation,
        (*organisation.OWN_FIELDS, *organisation.RELATIONS),
    ),
    "organisations.location": (location.change_location, location.OWN_FIELDS),
    "organisations.contact": (contact.change_contact, contact.OWN_FIELDS),
    "organisations.contactfield": (contact.change_contact_field, contact.WAY_FIELDS),
}

RETURNERS = dict.fromkeys(RESTORERS, restoring.bring_back)
