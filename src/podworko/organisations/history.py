"""How changes of the register are told; see `podworko.core.history`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from podworko.organisations.actions import contact, link, location, organisation, restoring
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
    "announce_lapse": _("zapowiedź ukrycia niepotwierdzonego kontaktu"),
    "lapse_contacts": _("ukrycie kontaktu niepotwierdzonego od roku"),
    "invite": _("zaproszenie"),
    "revoke_invitation": _("cofnięcie zaproszenia"),
    "accept_invitation": _("przyjęcie zaproszenia"),
    "join": _("dołączenie do organizacji"),
    "change_membership": _("zmiana roli w organizacji"),
    "remove_membership": _("odejście z organizacji"),
    "open_records": _("otwarcie zapisów przez administratora lub inspektora"),
    "close_records": _("zamknięcie zapisów"),
    "assess": _("umieszczenie na siatce"),
    "withdraw_assessment": _("wycofanie oceny"),
    "reinstate_assessment": _("przywrócenie oceny"),
    "set_axes": _("wybór osi"),
    "add_link": _("dodanie powiązania"),
    "change_link": _("zmiana powiązania"),
    "step_link": _("zmiana stopnia powiązania"),
    "delete_link": _("usunięcie powiązania"),
    "import_network": _("wczytanie powiązań z pliku"),
    "undo_network": _("cofnięcie wczytania powiązań"),
    "merge_organisations": _("połączenie wpisów"),
    "undo_merge": _("cofnięcie połączenia"),
    "name_pair": _("wskazanie, że to może być to samo"),
    "settle_pair": _("odpowiedź, czy to to samo"),
    "mark_bouncing": _("zapis, czy mail wraca"),
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
    "organisations.link": _("powiązanie"),
    "organisations.networkimport": _("plik z powiązaniami"),
    "organisations.merge": _("połączony wpis"),
    "organisations.pair": _("para wpisów"),
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
    "organisations.contactfield.lapse_notice_date": _("zapowiedziano ukrycie"),
    "organisations.membership.role": _("rola"),
    "organisations.link.first_id": _("kto"),
    "organisations.link.second_id": _("z kim"),
    "organisations.networkimport.committed_at": _("wczytano"),
    "organisations.networkimport.undone_at": _("cofnięto"),
    "organisations.merge.undone_at": _("cofnięto"),
    "organisations.pair.answer": _("odpowiedź"),
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

RETURNERS = dict.fromkeys(RESTORERS, restoring.bring_back) | {"organisations.link": link.bring_back_link}
RESTORERS["organisations.link"] = (link.change_link, link.OWN_FIELDS)

UNCOUNTED = ("organisations.assessment", "organisations.link")
"""An organisation's people must not learn from a number that it was placed, or who names it."""
