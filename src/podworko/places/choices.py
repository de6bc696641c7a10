from django.db import models
from django.utils.translation import gettext_lazy as _


class AreaKind(models.TextChoices):
    """From the widest to the smallest."""

    METROPOLITAN_AREA = "metropolitan_area", _("obszar metropolitalny")
    MUNICIPALITY = "municipality", _("gmina")
    DISTRICT = "district", _("dzielnica")
    NEIGHBOURHOOD = "neighbourhood", _("osiedle")


class CommunityKind(models.TextChoices):
    OF_PLACE = "of_place", _("społeczność terytorialna")
    OF_INTEREST = "of_interest", _("społeczność kategorialna")
