from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaRoleKind(models.TextChoices):
    """What a person may be in an area; what each may do stands in `accounts/roles.py`."""

    COORDINATOR = "coordinator", _("koordynator osiedla")
    FACILITATOR = "facilitator", _("prowadzący spotkania")
    ANALYST = "analyst", _("analityk")
    DATA_PROTECTION_OFFICER = "data_protection_officer", _("inspektor ochrony danych")


GIVEN_BY_COORDINATOR = (AreaRoleKind.FACILITATOR, AreaRoleKind.ANALYST)
"""The roles that a coordinator gives in their area; the others are given by an administrator."""


class LinkPurpose(models.TextChoices):
    SIGN_IN = "sign_in", _("logowanie")
    FIRST_ADMINISTRATOR = "first_administrator", _("pierwszy administrator")


class ApiScope(models.TextChoices):
    """What a program may do with a token; reading what is public needs none."""

    ORGANISATIONS = "organisations", _("czytać i zmieniać wpisy organizacji, które prowadzę")
    EVENTS = "events", _("ogłaszać wydarzenia tam, gdzie ja mogę")
