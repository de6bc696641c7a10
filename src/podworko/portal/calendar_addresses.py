"""The addresses under which a calendar, or a part of it, is followed from elsewhere."""

from dataclasses import dataclass, replace

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from podworko.agenda.wanted import View, Wanted

HEIGHT = 640
"""Pixels of a calendar inside another page; what is longer scrolls."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A part of an area's calendar as somebody follows it from elsewhere."""

    area_slug: str
    wanted: Wanted

    @property
    def page(self) -> str:
        """Where it is read here."""
        return reverse("portal:calendar", args=[self.area_slug]) + self.wanted.of_feeds.address()

    @property
    def ics(self) -> str:
        """The whole address that calendars ask."""
        return settings.PODWORKO_URL + reverse("portal:calendar_ics", args=[self.area_slug]) + self._query

    @property
    def webcal(self) -> str:
        """The same for a link: most telephones and programs offer at once to subscribe."""
        return f"webcal://{self.ics.partition('://')[2]}"

    @property
    def atom(self) -> str:
        """The whole address that readers of news ask."""
        return settings.PODWORKO_URL + reverse("portal:calendar_atom", args=[self.area_slug]) + self._query

    @property
    def geojson(self) -> str:
        """The whole address of today as points."""
        return settings.PODWORKO_URL + reverse("portal:calendar_geojson", args=[self.area_slug]) + self._query

    @property
    def sharing(self) -> str:
        """Where all these addresses stand, and the code for other pages."""
        return reverse("portal:share_calendar", args=[self.area_slug]) + self._query

    @property
    def embed(self) -> str:
        """The whole address of what stands inside other pages."""
        view = self.wanted.view if self.wanted.view == View.MONTH else View.LIST
        query = replace(self.wanted.of_feeds, view=view).address()
        return settings.PODWORKO_URL + reverse("portal:embed_calendar", args=[self.area_slug]) + query

    @property
    def code(self) -> str:
        """What an institution puts into its own page."""
        title = _("Kalendarz")
        return format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>', self.embed, title, HEIGHT
        )

    @property
    def _query(self) -> str:
        return self.wanted.of_feeds.address()
