from django.conf import settings

from podworko.core import mail


def send_no_account(email: str) -> None:
    """Tell whoever reads an address that nobody here has it, so that they do not wait for a code."""
    mail.send("accounts/no_account_mail.txt", to=email, context={"email": email, "site": settings.SITE})
