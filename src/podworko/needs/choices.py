from django.db import models
from django.utils.translation import gettext_lazy as _


class ProblemKind(models.TextChoices):
    PROBLEM = "problem", _("problem")
    NEED = "need", _("potrzeba")


class ProblemState(models.TextChoices):
    """How far something is, in the order in which it goes."""

    REPORTED = "reported", _("zgłoszone")
    ACKNOWLEDGED = "acknowledged", _("przyjęte")
    IN_PROGRESS = "in_progress", _("ktoś nad tym pracuje")
    PARTLY_SOLVED = "partly_solved", _("częściowo rozwiązane")
    SOLVED = "solved", _("rozwiązane")
    DECLINED = "declined", _("nie zajmiemy się tym")


OPEN_STATES = (
    ProblemState.REPORTED,
    ProblemState.ACKNOWLEDGED,
    ProblemState.IN_PROGRESS,
    ProblemState.PARTLY_SOLVED,
)
"""Something is still left to do."""


class CameBy(models.TextChoices):
    """How a problem came to be known here."""

    FORM = "form", _("formularz bez konta")
    PAPER = "paper", _("na papierze")
    PHONE = "phone", _("telefonicznie")
    COORDINATOR = "coordinator", _("od koordynatora")
    MEMBER = "member", _("od organizacji z okolicy")
    DOCUMENT = "document", _("z dokumentu")


class EvidenceKind(models.TextChoices):
    """Where it is known from."""

    OBSERVATION = "observation", _("obserwacja")
    STATISTIC = "statistic", _("statystyka")
    INTERVIEWS = "interviews", _("rozmowy z wieloma osobami")
    DOCUMENT = "document", _("dokument")
    POLL = "poll", _("ankieta")


class ReportState(models.TextChoices):
    """What has become of what somebody reported without an account."""

    WAITING = "waiting", _("czeka na decyzję")
    TAKEN = "taken", _("przyjęte")
    JOINED = "joined", _("dołączone do wcześniejszego")
    DECLINED = "declined", _("odrzucone")


class SoughtSource(models.TextChoices):
    """How it is known that somebody looked for something and did not find it."""

    PERSON = "person", _("ktoś pytał")
    SEARCH = "search", _("wyszukiwarka")
