"""Telling the browser which draft is done with; see `core.drafts`."""

from django import template
from django.contrib.messages.storage.base import Message

from podworko.core.drafts import PREFIX

register = template.Library()


@register.filter
def draft_key(message: Message) -> str:
    """Return the key of the draft that a message ends, or nothing."""
    tags = str(message.extra_tags or "").split()
    return next((tag.removeprefix(PREFIX) for tag in tags if tag.startswith(PREFIX)), "")
