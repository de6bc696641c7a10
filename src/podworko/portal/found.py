"""The answer to a question as a part of a page, kept for passers-by: many people look for the same few things."""

from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from podworko.core import versions
from podworko.core.public_page import keep
from podworko.core.search import index, lemmas, query
from podworko.core.visibility import Reach
from podworko.places.freshness import area_counter
from podworko.places.models import Area
from podworko.portal import results
from podworko.portal.results import Question


class Found(NamedTuple):
    """What a page of search results is given."""

    fields: SafeString = SafeString()
    """What stays as it is when other words are asked, as fields of a form."""
    results: SafeString = SafeString()
    is_nothing: bool = False
    """The question was asked of all that is here, and nothing answers it."""


def find(question: Question, area: Area, reach: Reach) -> Found:
    """Answer a question. What a passer-by is answered is kept until something that can be found changes."""
    # Until the dictionary is there, an answer may know less than the next one.
    if not question.text or not reach.is_anonymous or not lemmas.are_open():
        return _find(question, area, reach)
    # Read before the question is asked: a change in between makes what is kept too old, never too new.
    number = versions.read(index.COUNTER, area_counter(area.slug))
    key = ("found", number, area.pk, question, get_language())
    return keep(key, lambda: _find(question, area, reach))


def _find(question: Question, area: Area, reach: Reach) -> Found:
    answer = query.search(
        question.text, question.scope(area, reach), page=question.page, is_literal=question.is_literal
    )
    choices = results.Choices(question, area, answer, is_signed_in=not reach.is_anonymous)
    if not question.text:
        return Found(choices.kept())
    context = {
        "area": area,
        "question": question,
        "answer": answer,
        "choices": choices,
        "groups": results.grouped(question, answer),
    }
    is_whole = not (question.kind or question.is_wide or question.is_literal) and question.page == 1
    is_nothing = is_whole and not answer.count
    return Found(choices.kept(), render_to_string("portal/_search_found.html", context), is_nothing)
