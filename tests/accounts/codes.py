"""What a person does to sign in, for tests."""

import re

from django.core import mail


def code_in(message):
    return re.search(r"\d{4}-\d{4}", message.body)[0]


def ask_for_code(client, email, **extra):
    return client.post("/accounts/sign-in/", {"email": email}, **extra)


def latest_code():
    return code_in(mail.outbox[-1])
