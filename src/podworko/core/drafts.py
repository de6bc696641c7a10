"""Drafts that a browser keeps: the server says when one is done with.

A form carries `data-draft="some-key"`; `static/js/drafts.js` then keeps in the browser what is typed into it.
The view that saved the form says so with `say_done`, and the next page makes the browser forget the draft.
"""

from django.contrib import messages
from django.http import HttpRequest

PREFIX = "draft-done:"
ALL = "*"
"""The key that makes the browser forget every draft; for signing out."""


def say_done(request: HttpRequest, key: str, text: str) -> None:
    """Show a message of success on the next page, and forget the draft kept under this key."""
    messages.success(request, text, extra_tags=f"{PREFIX}{key}")
