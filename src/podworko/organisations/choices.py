from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """The four sectors by which URBACT groups stakeholders."""

    PUBLIC = "public", _("publiczny")
    PRIVATE = "private", _("prywatny")
    CIVIC = "civic", _("społeczny")
    KNOWLEDGE = "knowledge", _("wiedzy")
    UNKNOWN = "unknown", _("jeszcze nie pytano")


class LegalForm(models.TextChoices):
    """Whether the law knows it; all are equal in everything here."""

    LEGAL_ENTITY = "legal_entity", _("instytucja, firma lub organizacja")
    INFORMAL_GROUP = "informal_group", _("grupa nieformalna")
    PERSON_FOR_A_PLACE = "person_for_a_place", _("osoba działająca w imieniu miejsca")


class ParentRole(models.TextChoices):
    BRANCH = "branch", _("oddział")
    COMPLEX = "complex", _("część zespołu")
    UNIT = "unit", _("jednostka organizacyjna")


class Status(models.TextChoices):
    ACTIVE = "active", _("działa")
    UNCERTAIN = "uncertain", _("nie wiadomo, czy działa")
    CLOSED = "closed", _("już nie działa")


class Precision(models.TextChoices):
    """How well a point is known. A guessed point is never drawn as a known one."""

    EXACT = "exact", _("położenie dokładne")
    STREET = "street", _("położenie przybliżone: ta ulica")
    AREA = "area", _("położenie przybliżone: okolica")
    NONE = "none", _("położenie nieznane")


class MembershipRole(models.TextChoices):
    MEMBER = "member", _("należy do organizacji")
    EDITOR = "editor", _("prowadzi wpis")


class OpeningPurpose(models.TextChoices):
    """Why an administrator or a data-protection officer opens an organisation's records."""

    REPAIR = "repair", _("naprawa: coś nie działa albo się zgubiło")
    EXPORT = "export", _("wydanie komuś jego danych")
    ERASURE = "erasure", _("usunięcie czyichś danych")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("telefon")
    EMAIL = "email", _("e-mail")
    WEBSITE = "website", _("strona internetowa")
    OTHER = "other", _("inny kontakt")


class LegalBasis(models.TextChoices):
    """Why a contact may be published (Regulation (EU) 2016/679, art. 6(1) and recital 14)."""

    NOT_PERSONAL = "not_personal", _("kontakt instytucji, nie osoby")
    CONSENT = "consent", _("zgoda osoby")
    PUBLIC_TASK = "public_task", _("zadanie publiczne")
    LEGITIMATE_INTEREST = "legitimate_interest", _("prawnie uzasadniony interes")


class Stance(models.TextChoices):
    """What an organisation makes of what is planned in an area, as its assessor sees it."""

    SUPPORT = "support", _("wspiera")
    NEUTRAL = "neutral", _("bez zdania")
    RESISTANCE = "resistance", _("jest przeciw")


class LinkLevel(models.TextChoices):
    """The ladder of cooperation, from the loosest to the closest."""

    INFORMAL = "informal", _("znają się")
    EXCHANGE = "exchange", _("wymieniają się wiadomościami")
    ACTIONS = "actions", _("robią coś razem")
    PARTNERSHIP = "partnership", _("umowa albo partnerstwo")


class PairAnswer(models.TextChoices):
    """What was said about two entries that are perhaps one."""

    WAITING = "waiting", _("do sprawdzenia")
    LATER = "later", _("odłożone")
    DIFFERENT = "different", _("to nie to samo")
