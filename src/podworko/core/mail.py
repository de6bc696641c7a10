"""Mails as plain text: one template each, whose first line is the subject; where it helps, as a page beside it."""

from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from podworko.core.text import squeeze


def send(
    template: str, *, to: str, context: Mapping[str, Any], page: str = "", headers: Mapping[str, str] | None = None
) -> None:
    """Send one mail to one address; raise ValidationError if the mail server does not take it.

    What people typed belongs into the body: the subject is squeezed into one line all the same,
    and the header „To” never carries a name. `page`: the template of the same as HTML, without pictures from
    elsewhere. The error's cause is the mail server's own.
    """
    subject, _newline, body = render_to_string(template, dict(context)).lstrip().partition("\n")
    mail = EmailMultiAlternatives(
        subject=squeeze(subject), body=body.strip() + "\n", to=[to], headers=dict(headers or {})
    )
    if page:
        mail.attach_alternative(render_to_string(page, dict(context)), "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as error:
        raise ValidationError(
            _("Nie udało się wysłać wiadomości. Spróbuj za kilka minut albo zadzwoń do koordynatora."),
            code="mail_failed",
        ) from error
