"""How changes of problems are told; see `podworko.core.history`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from podworko.needs.actions import asking as askings
from podworko.needs.actions import card as cards
from podworko.needs.actions import cause as causes
from podworko.needs.actions import evidence as evidences
from podworko.needs.actions import problem as problems
from podworko.needs.actions import response as responses
from podworko.resources.choices import Audience, Weekday

VERBS = {
    "add_problem": _("zapisanie problemu"),
    "change_problem": _("zmiana problemu"),
    "review_problem": _("przejrzenie problemu"),
    "change_review_period": _("zmiana tego, kiedy coś jest nieaktualne"),
    "merge_problem": _("połączenie z innym problemem"),
    "separate_problem": _("rozłączenie problemów"),
    "delete_problem": _("usunięcie problemu"),
    "bring_back_problem": _("przywrócenie problemu"),
    "add_evidence": _("dodanie, skąd to wiadomo"),
    "change_evidence": _("zmiana tego, skąd to wiadomo"),
    "delete_evidence": _("usunięcie tego, skąd to wiadomo"),
    "bring_back_evidence": _("powrót tego, skąd to wiadomo"),
    "add_response": _("dodanie odpowiedzi"),
    "delete_response": _("usunięcie odpowiedzi"),
    "bring_back_response": _("powrót odpowiedzi"),
    "add_cause": _("dodanie przyczyny"),
    "delete_cause": _("usunięcie przyczyny"),
    "bring_back_cause": _("powrót przyczyny"),
    "support_problem": _("„Mnie też to dotyczy”"),
    "withdraw_support": _("cofnięcie „Mnie też to dotyczy”"),
    "report_problem": _("zgłoszenie problemu"),
    "take_report": _("przyjęcie zgłoszenia"),
    "join_report": _("dołączenie zgłoszenia do problemu"),
    "decline_report": _("odrzucenie zgłoszenia"),
    "log_not_found": _("zapisanie, czego ktoś nie znalazł"),
    "answer_sought": _("wskazanie wpisu, którego ktoś szukał"),
    "join_sought": _("dołączenie do problemu tego, czego ktoś nie znalazł"),
    "take_sought": _("problem z tego, czego ktoś nie znalazł"),
    "read_sought": _("przeczytanie na spotkaniu"),
    "delete_sought": _("skreślenie tego, czego ktoś nie znalazł"),
    "add_card": _("zapisanie, co ktoś ma albo czego szuka"),
    "change_card": _("zmiana wpisu „mamy” albo „szukamy”"),
    "close_card": _("zamknięcie wpisu „mamy” albo „szukamy”"),
    "renew_card": _("potwierdzenie, że nadal aktualne"),
    "need_of_card": _("zapisanie jako potrzeby okolicy"),
    "note_asking": _("zapisanie, że pytano"),
    "propose_talk": _("propozycja rozmowy"),
    "answer_talk": _("odpowiedź na propozycję rozmowy"),
    "withdraw_talk": _("wycofanie zgody na rozmowę"),
    "settle_talk": _("zapisanie, co wyszło z rozmowy"),
    "dismiss_match": _("„to nie to”"),
    "reconsider_match": _("cofnięcie „to nie to”"),
    "choose_offer_mails": _("wybór, czy pisać o ofertach"),
}

OBJECTS = {
    "needs.problem": _("problem"),
    "needs.evidence": _("skąd to wiadomo"),
    "needs.response": _("odpowiedź"),
    "needs.cause": _("przyczyna"),
    "needs.report": _("zgłoszenie"),
    "needs.sought": _("czego ktoś nie znalazł"),
    "needs.reviewperiod": _("kiedy coś jest nieaktualne"),
    "needs.card": _("mamy albo szukamy"),
    "needs.asking": _("czy pytano"),
    "needs.talk": _("rozmowa"),
    "needs.talkpart": _("odpowiedź w rozmowie"),
    "needs.offermails": _("e-maile o ofertach"),
}

CHOICES = {"needs.problem.audiences": Audience.choices, "needs.card.weekdays": Weekday.choices}

RESTORERS = {
    "needs.problem": (problems.restore_problem, (*problems.OWN_FIELDS, "merged_into_id")),
    "needs.evidence": (evidences.change_evidence, problems.EVIDENCE_FIELDS),
    "needs.card": (cards.change_card, cards.RESTORED),
    "needs.asking": (askings.restore_asking, askings.FIELDS),
}
RETURNERS: dict[str, Any] = {
    "needs.problem": problems.bring_back_problem,
    "needs.evidence": evidences.bring_back_evidence,
    "needs.response": responses.bring_back_response,
    "needs.cause": causes.bring_back_cause,
}
