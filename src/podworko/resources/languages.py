"""The languages that are offered for what is spoken at a place; any other may be added here."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("pl", _("polski")),
    ("uk", _("ukraiński")),
    ("en", _("angielski")),
    ("ru", _("rosyjski")),
    ("be", _("białoruski")),
    ("vi", _("wietnamski")),
    ("de", _("niemiecki")),
    ("ka", _("gruziński")),
    ("ar", _("arabski")),
    ("zh", _("chiński")),
    ("pjm", _("polski język migowy")),
]
"""ISO 639-1 codes and their names in the order of the list; Polish Sign Language by its ISO 639-3 code."""
