"""What every page shows round its content: sections of the area, search, languages, account.

Nothing here asks the database: the area's slug stands in the address, and its name in the `area`
that the view passes to its template. A link is shown only if its page exists.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Page(NamedTuple):
    """A page that the frame links to, by URL name; it need not exist yet."""

    name: str
    label: "_StrPromise"
    icon: str = ""


AREA_PAGES = [
    Page("portal:area_home", _("Strona osiedla")),
    Page("needs:problems", _("Problemy i potrzeby")),
    Page("needs:cards", _("Szukamy i mamy")),
    Page("portal:area_history", _("Granice, nazwy i historia")),
]
SECTIONS = [
    Page("portal:area_map", _("Mapa"), "map"),
    Page("portal:organisation_list", _("Kto tu działa"), "people"),
    Page("portal:calendar", _("Kalendarz"), "calendar"),
]
DESK = Page("portal:desk", _("Pulpit"), "desk")
SEARCH = Page("portal:search", _("Szukaj"), "search")
START = Page("portal:start", _("Wszystkie miejsca"))
SIGN_IN = Page("accounts:sign_in", _("Zaloguj"))
ACCOUNT = Page("portal:account", _("Moje konto"))
SIGN_OUT = Page("accounts:sign_out", _("Wyloguj"))
JOBS = Page("core:jobs", _("Zadania w tle"))
FOOTER = [
    Page("config:accessibility", _("Deklaracja dostępności")),
    Page("config:privacy", _("Prywatność")),
    Page("portal:api_docs", _("Dane dla programów")),
]
MAILBOX = Page("accounts:mailbox", _("Skrzynka pocztowa na próbę"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link as the template needs it; `current` is the value of `aria-current`, or empty."""

    label: "_StrPromise"
    url: str
    icon: str
    current: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the interface under its own name, with the address that switches to it."""

    code: str
    name: str
    url: str
    is_current: bool


class Frame:
    """The frame of one request's page; each part is computed only if a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        match = request.resolver_match
        self._area_slug: str | None = match.kwargs.get("area_slug") if match else None
        self._view_name = match.view_name if match else ""

    @cached_property
    def home(self) -> str:
        """Where the mark leads: to the area's first page, else to the instance's."""
        area_home = self._link(AREA_PAGES[0]) or self._link(SECTIONS[0])
        return area_home.url if area_home else "/"

    @cached_property
    def area_links(self) -> list[Link]:
        """Pages about the area itself, and the way to other areas."""
        return self._links([*AREA_PAGES, START])

    @cached_property
    def sections(self) -> list[Link]:
        """The words of the bar."""
        if not self._area_slug:
            return []
        return self._links([*SECTIONS, DESK] if self._is_signed_in else SECTIONS)

    @cached_property
    def search(self) -> Link | None:
        """The area's search page."""
        return self._link(SEARCH)

    @property
    def content_language(self) -> str:
        """The language in which people are taken to write here, for texts that are shown as they wrote them."""
        return settings.LANGUAGE_CODE

    @property
    def language_code(self) -> str:
        """The code of the page's language in capitals, e.g. „PL”."""
        return (get_language() or settings.LANGUAGE_CODE)[:2].upper()

    @cached_property
    def languages(self) -> list[Language]:
        """All languages of the interface; the address brings back to this page."""
        current = get_language()
        return [
            Language(
                code,
                get_language_info(code)["name_local"],
                f"{reverse('config:switch_language', args=[code])}?{self.back}",
                code == current,
            )
            for code, _name in settings.LANGUAGES
        ]

    @cached_property
    def account(self) -> Link | None:
        """The one link to sign in, or to one's account."""
        if self._is_signed_in:
            return self._link(ACCOUNT)
        link = self._link(SIGN_IN)
        if link is None or link.current:
            return link
        return Link(link.label, f"{link.url}?{self.back}", link.icon, "")

    @cached_property
    def account_links(self) -> list[Link]:
        """What stands in the menu of a signed-in person."""
        if not self._is_signed_in:
            return []
        keeps_instance = getattr(self._request.user, "is_administrator", False)
        return self._links([ACCOUNT, JOBS, SIGN_OUT] if keeps_instance else [ACCOUNT, SIGN_OUT])

    @cached_property
    def footer_links(self) -> list[Link]:
        """The pages every public body owes its readers."""
        return self._links([*FOOTER, MAILBOX] if settings.DEVELOPMENT else FOOTER)

    @cached_property
    def back(self) -> str:
        """What brings back to this page, as part of an address."""
        return urlencode({"next": self._request.get_full_path()})

    @property
    def address(self) -> str:
        """The page's address for print."""
        return f"{settings.PODWORKO_URL}{self._request.get_full_path()}"

    @property
    def _is_signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    def _links(self, pages: list[Page]) -> list[Link]:
        return [link for page in pages if (link := self._link(page))]

    def _link(self, page: Page) -> Link | None:
        url = _address(page.name, self._area_slug)
        if url is None:
            return None
        path = self._request.path
        # A page below a section belongs to it; "/" is above everything.
        is_inside = url != "/" and path.startswith(url)
        current = "page" if page.name == self._view_name else "true" if is_inside else ""
        return Link(page.label, url, page.icon, current)


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs."""
    return {"frame": Frame(request), "LANGUAGE_CODE": get_language()}


def _address(name: str, area_slug: str | None) -> str | None:
    """Return the address of a page in an area or, if it has none, of the instance; None if there is no such page."""
    return _address_in(name, area_slug, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=10_000)
def _address_in(name: str, area_slug: str | None, urlconf: str | None) -> str | None:
    kind = _kind(name, urlconf)
    if kind == "area":
        return reverse(name, urlconf, kwargs={"area_slug": area_slug}) if area_slug else None
    return reverse(name, urlconf) if kind == "instance" else None


@lru_cache
def _kind(name: str, urlconf: str | None) -> str:
    for kind, kwargs in (("area", {"area_slug": "a"}), ("instance", {})):
        try:
            reverse(name, urlconf=urlconf, kwargs=kwargs)
        except NoReverseMatch:
            continue
        return kind
    return "missing"
