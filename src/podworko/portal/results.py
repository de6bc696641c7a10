"""What a page of search results shows: a question as the address holds it, and hits with links and marked words."""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from podworko.core.search import words
from podworko.core.search.marking import Marker
from podworko.core.search.query import MOST, PAGE_SIZE, Answer, Hit, Scope, tidy
from podworko.core.visibility import Reach
from podworko.needs.exchange_choices import CardSide
from podworko.organisations.choices import Status
from podworko.places.choices import AreaKind
from podworko.places.models import Area
from podworko.resources.choices import ResourceKind

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: dict[str, "_StrPromise"] = {
    "organisation": gettext_lazy("Organizacje i grupy"),
    "place": gettext_lazy("Miejsca"),
    "resource": gettext_lazy("Co jest dostępne"),
    "event": gettext_lazy("Wydarzenia"),
    "problem": gettext_lazy("Problemy i potrzeby"),
    "card": gettext_lazy("Szukamy i mamy"),
    "community": gettext_lazy("Społeczności"),
    "area": gettext_lazy("Osiedla i dzielnice"),
    "street": gettext_lazy("Ulice"),
    "contact": gettext_lazy("Kontakty"),
}
"""Kinds of documents, in the order of the filter; contacts of their own are those that not everybody sees."""
PUBLIC_KINDS = {kind: label for kind, label in KINDS.items() if kind != "contact"}
_LABELS: dict[str, dict[str | None, Any]] = {
    "area_kind": dict(AreaKind.choices),
    "resource_kind": dict(ResourceKind.choices),
    "card_side": dict(CardSide.choices),
    "status": {code: label for code, label in Status.choices if code == Status.CLOSED},
}
"""What a document may say by a code, and how people say it."""


_PAGES = {
    "event": "/{area_slug}/calendar/{event}/",
    "problem": "/{area_slug}/problems/{problem}/",
    "card": "/{area_slug}/offers/{card}/",
}
"""Where the things are that have a page of their own kind; written out, since up to fifty are on every page."""
_WIDE = SafeString('<input type="hidden" name="where" value="wide">')


class Question(NamedTuple):
    """What somebody asks."""

    text: str = ""
    kind: str = ""
    is_wide: bool = False
    """In the whole city instead of the area."""
    is_literal: bool = False
    page: int = 1

    def scope(self, area: Area, reach: Reach) -> Scope:
        """Return where to look."""
        path = tuple(area.path_ids)
        return Scope(reach, (self.kind,) if self.kind else (), path[:1] if self.is_wide else path)


def parse(values: Mapping[str, str]) -> Question:
    """Read a question from an address; what makes no sense is passed over."""
    kind, page = values.get("kind", ""), values.get("page", "")
    return Question(
        text=tidy(values.get("q", "")),
        kind=kind if kind in KINDS else "",
        is_wide=values.get("where") == "wide",
        is_literal=values.get("exactly") == "1",
        page=min(max(int(page), 1), MOST // PAGE_SIZE) if page.isascii() and page.isdigit() and len(page) < 5 else 1,  # noqa: PLR2004
    )


def grouped(question: Question, answer: Answer) -> list[tuple["_StrPromise", SafeString]]:
    """Return the hits of a page by kind, the kind of the best hit first: list items with links and marked words."""
    marker = Marker(answer.clauses)
    results: dict[str, str] = {}
    for hit in answer.hits:
        results[hit.kind] = results.get(hit.kind, "") + _result(hit, marker, question)
    return [(KINDS[kind], mark_safe(same)) for kind, same in results.items()]  # noqa: S308 – `_result` escapes


class Choices:
    """The ways to ask the same question otherwise; each is made only if the page shows it.

    Written here, not in a template: there are up to ten of them on every page, and as many results.
    """

    def __init__(self, question: Question, area: Area, answer: Answer, *, is_signed_in: bool) -> None:
        self._question, self._area, self._answer, self._is_signed_in = question, area, answer, is_signed_in

    def places(self) -> SafeString:
        """Here, or in the widest area round, as list items."""
        root = self._area.path_ids[0]
        if root == self._area.pk:
            return SafeString()
        widest = Area.objects.only("name", "label").get(pk=root)
        is_wide = self._question.is_wide
        return _chips(
            [
                (self._area.full_label, self._address(is_wide=False), not is_wide),
                (f"{_('w całym mieście')}: {widest.full_label}", self.everywhere(), is_wide),
            ]
        )

    def kept(self) -> SafeString:
        """What stays as it is when other words are asked, as fields of a form."""
        kind, is_wide = self._question.kind, self._question.is_wide
        where = _WIDE if is_wide else SafeString()
        # Only a known kind is taken from an address.
        return format_html('<input type="hidden" name="kind" value="{}">{}', kind, where) if kind else where

    def kinds(self) -> SafeString:
        """All kinds, or one, as list items; some are only for those who may see more than the public."""
        current = self._question.kind
        others = self._address(kind="") if current else self._own_address
        return _chips(
            (label, f"{others}&kind={kind}" if kind else others, kind == current)
            for kind, label in _kinds(get_language(), self._is_signed_in)
        )

    def corrected(self) -> str:
        """The question with its misspelt words replaced."""
        instead = dict(self._answer.replaced)
        return words.WORD.sub(lambda match: instead.get(words.bare(match[0]), match[0]), self._question.text)

    def exactly(self) -> str:
        """The same words and no others."""
        return self._address(is_literal=True)

    def loosely(self) -> str:
        """Similar words too."""
        return self._address(is_literal=False)

    def all_kinds(self) -> str:
        """Things of any kind."""
        return self._address(kind="")

    def everywhere(self) -> str:
        """In the widest area round."""
        return self._address(is_wide=True)

    def previous_page(self) -> str:
        """The page before this one."""
        return self._page(self._answer.page - 1)

    def next_page(self) -> str:
        """The page after this one."""
        return self._page(self._answer.page + 1)

    def _page(self, number: int) -> str:
        is_there = 1 <= number <= self._answer.pages
        return f"{self._own_address}&page={number}" if is_there else ""

    @cached_property
    def _own_address(self) -> str:
        return address(self._question)

    def _address(self, **otherwise: Any) -> str:
        return address(self._question, **otherwise)


def address(question: Question, **otherwise: Any) -> str:
    """Return the address of the first page of a question asked otherwise, from the page it is asked on."""
    other = question._replace(**otherwise)
    values = {
        "q": other.text,
        "kind": other.kind,
        "where": "wide" if other.is_wide else "",
        "exactly": "1" if other.is_literal else "",
    }
    return "?" + urlencode({name: value for name, value in values.items() if value})


def proposals(hits: Iterable[Hit]) -> list[dict[str, str]]:
    """Return hits as suggestions: a name, and what tells it from others of that name."""
    return [
        {"title": hit.title, "note": " · ".join(filter(None, [str(KINDS[hit.kind]), hit.address]))} for hit in hits
    ]


@cache
def _kinds(_language: str | None, is_signed_in: bool) -> list[tuple[str, str]]:  # noqa: FBT001 – a cache's key
    known = {"": gettext_lazy("Wszystko"), **(KINDS if is_signed_in else PUBLIC_KINDS)}
    return [(kind, str(label)) for kind, label in known.items()]


def _chips(choices: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Return links as list items, given as label, address and whether it is the current choice."""
    current = {True: ' aria-current="true"', False: ""}
    links = (
        f'<li><a class="chip" href="{escape(url)}"{current[is_current]}>{escape(label)}</a></li>'
        for label, url, is_current in choices
    )
    return mark_safe("".join(links))  # noqa: S308 – escaped above


def _result(hit: Hit, marker: Marker, question: Question) -> str:
    marker.start()
    title = marker.marked(hit.title)
    url = _url(hit) or (address(question, text=hit.title, kind="") if hit.kind == "street" else "")
    notes = [_other_titles(hit, marker)] if hit.other_titles else []
    told = " · ".join([text for text in (*_said(hit), hit.address, hit.label) if text])
    notes += [marker.marked_further(told), marker.excerpt(hit.body)]
    notes += [marker.marked(number) for number in marker.numbers(hit.numbers)]
    told_below = "".join([f'<p class="entry-note">{note}</p>' for note in notes if note])
    linked = f'<a href="{escape(url)}">{title}</a>' if url else title
    return f'<li class="entry"><div class="entry-text"><h3 class="entry-title">{linked}</h3>{told_below}</div></li>\n'


def _other_titles(hit: Hit, marker: Marker) -> SafeString:
    are_former = hit.kind in {"community", "area"}
    said = _("inne nazwy:") if are_former else _("nazwa poprawiona:")
    return format_html("{} {}", said, marker.marked(" · ".join(hit.other_titles)))


def _said(hit: Hit) -> Iterable[str]:
    """Yield what the codes of a document say in the reader's language."""
    for name, labels in _LABELS.items():
        code = hit.page.get(name)
        if code in labels:
            yield str(labels[code])
    if "area_label" in hit.page:
        yield hit.page["area_label"]


def _url(hit: Hit) -> str:
    page = hit.page
    if hit.kind == "community":
        # One that is told of in no area has no page.
        return reverse("portal:community", args=[page["area_slug"], page["slug"]]) if page["area_slug"] else ""
    if hit.kind in _PAGES:
        return _PAGES[hit.kind].format(**page)
    if hit.kind == "area":
        return _address("portal:area_home", page) or _address("portal:area_map", page)
    if hit.kind == "street":
        return ""
    return f"/{page['area_slug']}/organisations/{page['slug']}/"


def _address(name: str, page: Mapping[str, str]) -> str:
    area_slug = page.get("area_slug", "")
    return reverse(name, args=[area_slug]) if area_slug and _exists(name, get_urlconf()) else ""


@lru_cache
def _exists(name: str, urlconf: str | None) -> bool:
    try:
        reverse(name, urlconf=urlconf, args=["a"])
    except NoReverseMatch:
        return False
    return True
