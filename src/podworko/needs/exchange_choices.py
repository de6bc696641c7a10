"""Words for asks and offers: what kind of thing, on what terms, and what became of a talk about one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CardSide(models.TextChoices):
    """Whether somebody looks for something or has it."""

    OFFER = "offer", _("mamy")
    ASK = "ask", _("szukamy")

    @property
    def other(self) -> "CardSide":
        """The side that answers this one."""
        return CardSide.ASK if self == CardSide.OFFER else CardSide.OFFER


class CardKind(models.TextChoices):
    ROOM = "room", _("sala, miejsce")
    EQUIPMENT = "equipment", _("sprzęt")
    SKILL = "skill", _("umiejętność, czyjś czas")
    SERVICE = "service", _("usługa")
    TRANSPORT = "transport", _("transport")
    THINGS = "things", _("rzeczy, jedzenie")
    INFORMATION = "information", _("informacja, porada")
    PARTNER = "partner", _("współorganizator")
    OTHER = "other", _("coś innego")


class Terms(models.TextChoices):
    """On what terms. Never a price: that is talked about, not published."""

    FREE = "free", _("bezpłatnie")
    AT_COST = "at_cost", _("po kosztach")
    IN_RETURN = "in_return", _("za coś w zamian")
    TO_AGREE = "to_agree", _("do uzgodnienia")


class Closing(models.TextChoices):
    """Why something is no longer asked for or offered."""

    SETTLED = "settled", _("załatwione")
    OUT_OF_DATE = "out_of_date", _("już nieaktualne")
    MISTAKE = "mistake", _("wpisane przez pomyłkę")


class TalkState(models.TextChoices):
    ASKED = "asked", _("czeka na zgodę")
    AGREED = "agreed", _("obie strony się zgodziły, rozmowa trwa")
    DECLINED = "declined", _("ktoś odmówił")
    WITHDRAWN = "withdrawn", _("wycofane")
    MET = "met", _("doszło do skutku")
    NOT_MET = "not_met", _("nie doszło do skutku")
    DISMISSED = "dismissed", _("to nie to")


LIVE = (TalkState.ASKED, TalkState.AGREED)
"""Somebody is still to say or to do something."""
OPEN_CONTACTS = (TalkState.AGREED, TalkState.MET)
"""Both sides see what contacts the other one has chosen to pass."""


class OfferMailsWanted(models.TextChoices):
    """Which mails about asks and offers somebody wants."""

    ALL = "all", _("o rozmowach, o tym, co kończy ważność, i o tym, co do siebie pasuje")
    TALKS = "talks", _("tylko o rozmowach i o tym, co kończy ważność")
    NEVER = "never", _("żadne")


class TalkAnswer(models.TextChoices):
    """What one side says to talking with the other one."""

    WAITING = "waiting", _("jeszcze nie odpowiedziano")
    YES = "yes", _("tak")
    LATER = "later", _("później")
    NO = "no", _("nie")
    WITHDRAWN = "withdrawn", _("zgoda wycofana")
