"""How changes of problems are told; see `podworko.core.history`."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from podworko.needs.actions import cause as causes
from podworko.needs.actions import evidence as evidences
from podworko.needs.actions import problem as problems
from podworko.needs.actions import response as responses
from podworko.resources.choices import Audience

VERBS = {
    "add_problem": _("zapisanie problemu"),
    "change_problem": _("zmiana problemu"),
    "review_problem": _("przejrzenie problemu"),
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
}

OBJECTS = {
    "needs.problem": _("problem"),
    "needs.evidence": _("skąd to wiadomo"),
    "needs.response": _("odpowiedź"),
    "needs.cause": _("przyczyna"),
    "needs.report": _("zgłoszenie"),
}

CHOICES = {"needs.problem.audiences": Audience.choices}

RESTORERS = {
    "needs.problem": (problems.restore_problem, (*problems.OWN_FIELDS, "merged_into_id")),
    "needs.evidence": (evidences.change_evidence, problems.EVIDENCE_FIELDS),
}
RETURNERS: dict[str, Any] = {
    "needs.problem": problems.bring_back_problem,
    "needs.evidence": evidences.bring_back_evidence,
    "needs.response": responses.bring_back_response,
    "needs.cause": causes.bring_back_cause,
}
