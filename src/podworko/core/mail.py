"""Mails as plain text: one template each, whose first line is the subject."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from podworko.core.text import squeeze


def send(template: str, *, to: str, context: Mapping[str, Any]) -> None:
    """Send one mail to one address; raise ValidationError if the mail server does not take it.

    What people typed belongs into the body: the subject is squeezed into one line all the same,
    and the header „To” never carries a name.
    """
    subject, _newline, body = render_to_string(template, dict(context)).lstrip().partition("\n")
    try:
        EmailMessage(subject=squeeze(subject), body=body.strip() + "\n", to=[to]).send()
    except (OSError, SMTPException) as error:
        raise ValidationError(
            _("Nie udało się wysłać wiadomości. Spróbuj za kilka minut albo zadzwoń do koordynatora."),
            code="mail_failed",
        ) from error
