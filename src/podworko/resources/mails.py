"""Mails to those who have suggested something without an account: that there is an answer, and where to read it.

Not a word of what anybody typed stands in them: the address is one that a stranger has given.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django_tasks import task

from podworko.core import mail
from podworko.core.text import squeeze
from podworko.resources import links
from podworko.resources.models import EntrySuggestion

BY_ITSELF = {"Auto-Submitted": "auto-generated"}
"""RFC 3834: so that no answering machine answers."""


def address_of(suggestion: EntrySuggestion) -> str:
    """Return the mail address that somebody has left; nothing if it is a telephone number or nothing at all."""
    try:
        validate_email(suggestion.contact)
    except ValidationError:
        return ""
    return suggestion.contact


def tell(suggestion: EntrySuggestion) -> None:
    """Put a mail about what has become of a suggestion into the queue, if there is an address; in the transaction."""
    if address_of(suggestion):
        tell_fate.enqueue(suggestion.pk)


@task()
def tell_fate(suggestion_id: int) -> str:
    """Tell whoever suggested something that there is a decision, or a question."""
    suggestion = EntrySuggestion.objects.select_related("area").filter(pk=suggestion_id).first()
    address = address_of(suggestion) if suggestion else ""
    if suggestion is None or not address:
        return "forgotten"
    if suggestion.decided_at is None and not suggestion.is_asked:
        return "not decided any more"
    with translation.override(suggestion.language):
        context = {
            "area": squeeze(suggestion.area.name),
            "kind": suggestion.kind,
            "is_asked": suggestion.is_asked,
            "page": links.whole(links.fate(suggestion.area.slug, suggestion.secret)),
            "site": settings.SITE,
        }
        mail.send("resources/suggestion_mail.txt", to=address, context=context, headers=BY_ITSELF)
    return "sent"
