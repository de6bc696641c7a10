from django.db import models
from django.utils.translation import gettext_lazy as _


class EventStatus(models.TextChoices):
    """How sure it is that something takes place, and whether it has."""

    IDEA = "idea", _("pomysł")
    PLANNED = "planned", _("planowane")
    CONFIRMED = "confirmed", _("potwierdzone")
    HELD = "held", _("odbyło się")
    CANCELLED = "cancelled", _("odwołane")


class OrganiserRole(models.TextChoices):
    """What an organisation does for an event."""

    ORGANISER = "organiser", _("organizuje")
    CO_ORGANISER = "co_organiser", _("współorganizuje")
    HOST = "host", _("udziela miejsca")
    FUNDER = "funder", _("finansuje")
    PARTNER = "partner", _("pomaga")
    PROMOTER = "promoter", _("ogłasza")


class Registration(models.TextChoices):
    """Whether one has to sign up, and how."""

    NOT_ASKED = "not_asked", _("jeszcze nie pytano")
    NONE = "none", _("bez zapisów")
    LINK = "link", _("zapisy na stronie")
    PHONE = "phone", _("zapisy telefonicznie albo mailem")
    HERE = "here", _("zapisy tutaj")


class CountMethod(models.TextChoices):
    """How those who came were counted; counted and estimated numbers are never added."""

    COUNTED = "counted", _("policzono")
    SIGNED_IN = "signed_in", _("z listy obecności")
    TICKETS = "tickets", _("z biletów albo wejściówek")
    ESTIMATED = "estimated", _("oszacowano")


class DayPart(models.TextChoices):
    """The part of a day in which something pencilled in would take place."""

    ANY = "any", _("o dowolnej porze")
    MORNING = "morning", _("przed południem")
    AFTERNOON = "afternoon", _("po południu")
    EVENING = "evening", _("wieczorem")


class ExceptionKind(models.TextChoices):
    """What is different about one occurrence of a series."""

    CHANGED = "changed", _("inaczej niż zwykle")
    CANCELLED = "cancelled", _("odwołane")


class CameBy(models.TextChoices):
    """How a suggestion came."""

    FORM = "form", _("przez stronę")
    MAIL = "mail", _("e-mailem")


class SuggestionState(models.TextChoices):
    """What has become of a suggested event."""

    WAITING = "waiting", _("czeka")
    TAKEN = "taken", _("w kalendarzu")
    DECLINED = "declined", _("nie wpisano")


class DigestState(models.TextChoices):
    """What has become of a digest. One that was being sent when the program stopped stays so: better none than two."""

    SENDING = "sending", _("w drodze")
    SENT = "sent", _("wysłany")
    FAILED = "failed", _("do ponowienia")
    REFUSED = "refused", _("adres odrzucony")


class FeedTrust(models.TextChoices):
    """What becomes of the new events that a calendar of others brings."""

    REVIEW = "review", _("czekają, aż ktoś je sprawdzi")
    THROUGH = "through", _("od razu trafiają do kalendarza")


class Review(models.TextChoices):
    """Where an event stands that came from a calendar of others; empty: in the calendar."""

    WAITING = "waiting", _("czeka na sprawdzenie")
    DISMISSED = "dismissed", _("odrzucone")


class FindingAnswer(models.TextChoices):
    """What somebody says about a finding. Nothing of it forbids anything."""

    JOIN = "join", _("połączmy")
    MOVE = "move", _("przeniesiemy")
    FINE = "fine", _("wiemy i tak ma być")
    ASK = "ask", _("zapytajcie nas na spotkaniu")


class JoinState(models.TextChoices):
    """What has become of a proposal to make one event of two."""

    PROPOSED = "proposed", _("czeka na odpowiedź")
    LATER = "later", _("nie teraz, może później")
    DECLINED = "declined", _("nie")
    WITHDRAWN = "withdrawn", _("wycofane")
    JOINED = "joined", _("połączone")
    UNDONE = "undone", _("rozłączone")


class MailsWanted(models.TextChoices):
    """How soon somebody wants to be told by mail what their events have to do with others."""

    AT_ONCE = "at_once", _("raz dziennie, a o tym, co zaczyna się w ciągu 3 dni, od razu")
    DAILY = "daily", _("najwyżej raz dziennie")
    NEVER = "never", _("wcale")


class PictureKind(models.TextChoices):
    """What a picture is to an event."""

    POSTER = "poster", _("plakat albo ilustracja")
    PHOTO = "photo", _("zdjęcie z wydarzenia")


class PictureGround(models.TextChoices):
    """On what ground a picture may be shown."""

    OWN = "own", _("zrobił to ktoś z nas i zgadza się")
    AGREED = "agreed", _("autor zgodził się na pokazanie tutaj")
    LICENCE = "licence", _("wolna licencja, np. Creative Commons")
    PUBLIC_DOMAIN = "public_domain", _("dzieło, do którego prawa wygasły")


class PeopleShown(models.TextChoices):
    """Whether somebody can be recognised, and who has agreed (Polish act on copyright, art. 81)."""

    NOBODY = "nobody", _("nie widać nikogo, kogo dałoby się rozpoznać")
    CROWD = "crowd", _("ludzie są tylko częścią większej całości: zgromadzenia, widoku, imprezy publicznej")
    AGREED = "agreed", _("widać dorosłych; wszyscy się zgodzili")
    CHILDREN = "children", _("widać dzieci; zgodzili się ich opiekunowie")
    UNKNOWN = "unknown", _("widać kogoś, a nie wiadomo, czy się zgodził")


class Place(models.TextChoices):
    """Whether somebody who has registered has a place."""

    TAKEN = "taken", _("na liście")
    WAITING = "waiting", _("na liście rezerwowej")


class News(models.TextChoices):
    """What somebody who has registered is yet to be told."""

    REGISTERED = "registered", _("zapis przyjęty")
    MOVED_UP = "moved_up", _("jest miejsce")


class FindingKind(models.TextChoices):
    """What was noticed about two events, or about the events for one audience; `coordination` says when."""

    JOIN = "join", _("można połączyć")
    COMPETE = "compete", _("ci sami ludzie, trudno być na obu")
    ROOM = "room", _("sala zajęta dwa razy")
    EQUIPMENT = "equipment", _("sprzęt potrzebny dwa razy")
    NEEDED = "needed", _("potrzebni w dwóch miejscach naraz")
    PERSON = "person", _("ta sama osoba potrzebna dwa razy")
    CROWDED = "crowded", _("dużo naraz")
    EMPTY = "empty", _("nic się nie dzieje")
