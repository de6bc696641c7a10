"""How what spans several apps is told in a history; see `podworko.core.history`."""

from django.utils.translation import gettext_lazy as _

VERBS = {"make_hand_over": _("wydruk książki przekazania")}
OBJECTS = {"accounts.user": _("osoba")}
LABELS = {"accounts.user.hand_over": _("dzień wydruku")}
