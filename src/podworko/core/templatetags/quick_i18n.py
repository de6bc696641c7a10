"""Django's `i18n` tags, of which `{% translate "…" %}` asks the catalogue once per language and place.

A page says dozens of constant phrases, and each would be looked up, wrapped and escaped anew on every request.
These tags are built in: a template need not load them, and `{% load i18n %}` would bring the slower ones back.
"""

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.templatetags import i18n
from django.utils.translation import get_language

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)


class ConstantPhrase(template.Node):
    """A phrase that depends on nothing but the language."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self._node = node
        self._said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        """Return the phrase in the language of the page."""
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = self._node.render(context)
        return said


@register.tag("translate")
@register.tag("trans")
def do_translate(parser: Parser, token: Token) -> template.Node:
    """Translate a phrase; a constant one, without a context of its own, once per language."""
    node = i18n.do_translate(parser, token)
    _name, phrase, *options = token.split_contents()
    is_constant = phrase[0] in "\"'" and phrase[-1] == phrase[0] and not options
    return ConstantPhrase(node) if is_constant else node
