from django.conf import settings
from django.urls import reverse

from podworko.core import mail
from podworko.organisations.models import Invitation


def link_of(token: str) -> str:
    """Return the address under which an invitation is accepted."""
    return settings.SITE.origin + reverse("organisations:accept_invitation", args=[token])


def send_invitation(invitation: Invitation, token: str) -> None:
    """Mail an invitation's link to its address."""
    context = {"invitation": invitation, "link": link_of(token)}
    mail.send("organisations/invitation_mail.txt", to=invitation.email, context=context)
