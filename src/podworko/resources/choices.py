from django.db import models
from django.utils.translation import gettext_lazy as _


class ResourceKind(models.TextChoices):
    FACILITY = "facility", _("obiekt")
    SERVICE = "service", _("usługa")
    ROOM = "room", _("sala")
    EQUIPMENT = "equipment", _("sprzęt")
    SKILL = "skill", _("umiejętność")


class MarkerShape(models.TextChoices):
    TRIANGLE = "triangle", _("trójkąt")
    SQUARE = "square", _("kwadrat")
    DIAMOND = "diamond", _("romb")
    CIRCLE = "circle", _("koło")
    HEXAGON = "hexagon", _("sześciokąt")
    PENTAGON = "pentagon", _("pięciokąt")
    STAR = "star", _("gwiazda")
    CROSS = "cross", _("krzyż")


class Audience(models.TextChoices):
    """For whom: age bands and groups."""

    AGE_0_2 = "0-2", _("0–2 lata")
    AGE_3_6 = "3-6", _("3–6 lat")
    AGE_7_12 = "7-12", _("7–12 lat")
    AGE_13_17 = "13-17", _("13–17 lat")
    AGE_18_29 = "18-29", _("18–29 lat")
    AGE_30_59 = "30-59", _("30–59 lat")
    AGE_60 = "60+", _("60+")
    FAMILIES = "families", _("rodziny")
    SENIORS = "seniors", _("seniorzy")
    CARERS = "carers", _("opiekunowie")
    DISABILITIES = "disabilities", _("osoby z niepełnosprawnościami")
    NEWCOMERS = "newcomers", _("nowi mieszkańcy")
    EVERYONE = "everyone", _("wszyscy")


class Cost(models.TextChoices):
    NOT_ASKED = "not_asked", _("jeszcze nie pytano")
    FREE = "free", _("bezpłatnie")
    PARTLY = "partly", _("częściowo płatne")
    PAID = "paid", _("płatne")


class Answer(models.TextChoices):
    """An answer to a question about accessibility; not having asked is an answer of its own."""

    NOT_ASKED = "not_asked", _("jeszcze nie pytano")
    YES = "yes", _("tak")
    PARTLY = "partly", _("częściowo")
    NO = "no", _("nie")


class AccessFeature(models.TextChoices):
    """What a person with a disability asks before coming."""

    STEP_FREE = "step_free", _("wejście bez schodów")
    LIFT = "lift", _("winda")
    TOILET = "toilet", _("toaleta dostępna")
    PARKING = "parking", _("miejsce parkingowe dla osób z niepełnosprawnością")
    HEARING_LOOP = "hearing_loop", _("pętla indukcyjna")
    SIGN_LANGUAGE = "sign_language", _("polski język migowy")
    EASY_READ = "easy_read", _("informacje łatwe do czytania")
    ASSISTANCE_DOG = "assistance_dog", _("wejście z psem asystującym")
    CHANGING_TABLE = "changing_table", _("przewijak")
    QUIET_ROOM = "quiet_room", _("ciche miejsce")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("poniedziałek")
    TUESDAY = 1, _("wtorek")
    WEDNESDAY = 2, _("środa")
    THURSDAY = 3, _("czwartek")
    FRIDAY = 4, _("piątek")
    SATURDAY = 5, _("sobota")
    SUNDAY = 6, _("niedziela")


class ReplyKind(models.TextChoices):
    """What somebody says of an entry when asked whether it is still true."""

    CURRENT = "current", _("nadal aktualne")
    CHANGE = "change", _("trzeba zmienić")
    GONE = "gone", _("już nie istnieje")
    WRONG = "wrong", _("coś się nie zgadza")
    """Said by a passer-by in their own words."""
    NO_ANSWER = "no_answer", _("nie odebrano")


class ReplyChannel(models.TextChoices):
    MAIL = "mail", _("z odnośnika w e-mailu")
    PHONE = "phone", _("przez telefon")
    MEETING = "meeting", _("na spotkaniu")
    PAGE = "page", _("ze strony wpisu")


class ReplyState(models.TextChoices):
    WAITING = "waiting", _("czeka na decyzję")
    APPLIED = "applied", _("przyjęte")
    DECLINED = "declined", _("nieprzyjęte")
    UNDONE = "undone", _("cofnięte")


class LetterState(models.TextChoices):
    """Taken before it is sent, so that nothing is sent twice."""

    SENDING = "sending", _("wysyłane")
    SENT = "sent", _("wysłane")
    FAILED = "failed", _("nie wysłano")
    REFUSED = "refused", _("adres nie przyjmuje")


class LinkPurpose(models.TextChoices):
    """The one thing that a link in a mail does."""

    CONFIRM = "confirm", _("nadal aktualne")
    CORRECT = "correct", _("chcę zmienić")
    CLOSE = "close", _("już nie istnieje")
    CONFIRM_ALL = "confirm_all", _("wszystkie nadal aktualne")


class SuggestionKind(models.TextChoices):
    """What somebody without an account suggests about the register."""

    NEW = "new", _("nowy wpis")
    CORRECTION = "correction", _("poprawka")
    CLOSURE = "closure", _("już nie działa")


class SuggestionState(models.TextChoices):
    WAITING = "waiting", _("czeka na decyzję")
    TAKEN = "taken", _("przyjęte")
    JOINED = "joined", _("taki wpis już jest")
    DECLINED = "declined", _("odrzucone")
    SPAM = "spam", _("odłożone jako reklama")
