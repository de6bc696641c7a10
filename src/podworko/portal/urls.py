from django.urls import include, path, register_converter
from django.urls.converters import SlugConverter

from podworko.places import slugs
from podworko.portal.area_urls import area_pages
from podworko.portal.program_urls import api_pages
from podworko.portal.views import (
    account,
    areas,
    calendar,
    calendar_feeds,
    calendar_prints,
    duplicates,
    gap_matrix,
    handover,
    keeping,
    maps,
    needs,
    network,
    organisations,
    prints,
    quality,
    search,
    sharing,
)


class EntryConverter(SlugConverter):
    """The slug of an organisation; `new` and `deleted` are pages of their own."""

    regex = r"(?!(?:new|deleted)/)[-a-zA-Z0-9_]+"


class HomeConverter(SlugConverter):
    """The slug of an area where nothing follows it; the site's own first parts of addresses are none."""

    def to_python(self, value: str) -> str:
        """Leave the site's own pages to the patterns that come later."""
        if value in slugs.reserved():
            raise ValueError(value)
        return value


register_converter(EntryConverter, "entry")
register_converter(HomeConverter, "home")

PROBLEM = "<slug:area_slug>/quality/<slug:key>/<slug:kind>/"
"""One problem of one entry."""

app_name = "portal"
urlpatterns = [
    # Before the areas, whose addresses end alike: `/api/organisations/`.
    path("api/", include(api_pages)),
    # What is asked for most often is tried first.
    path("<slug:area_slug>/map/", maps.area_map, name="area_map"),
    path("<slug:area_slug>/organisations/", organisations.organisation_list, name="organisation_list"),
    path("<slug:area_slug>/calendar/", calendar.calendar, name="calendar"),
    path("<slug:area_slug>/calendar.ics", calendar_feeds.calendar_ics, name="calendar_ics"),
    path("<slug:area_slug>/search/", search.search, name="search"),
    path("<slug:area_slug>/organisations/<entry:slug>/", organisations.organisation_page, name="organisation_page"),
    path("<slug:area_slug>/map.geojson", maps.map_geojson, name="map_geojson"),
    path("<slug:area_slug>/map/clusters.json", maps.map_clusters, name="map_clusters"),
    path("<slug:area_slug>/calendar/<int:pk>/", calendar.event, name="event"),
    path("<slug:area_slug>/calendar/<int:pk>.ics", calendar_feeds.event_ics, name="event_ics"),
    path("<slug:area_slug>/calendar/embed/", sharing.embed_calendar, name="embed_calendar"),
    path("<slug:area_slug>/calendar/matrix/", gap_matrix.gap_matrix, name="gap_matrix"),
    path("<slug:area_slug>/calendar/matrix/cell/", gap_matrix.gap_matrix_cell, name="gap_matrix_cell"),
    path("<slug:area_slug>/calendar/matrix.pdf", gap_matrix.print_gap_matrix, name="print_gap_matrix"),
    path("<slug:area_slug>/calendar/matrix.csv", gap_matrix.gap_matrix_csv, name="gap_matrix_csv"),
    path("<slug:area_slug>/calendar/share/", sharing.share_calendar, name="share_calendar"),
    path("<slug:area_slug>/calendar.atom", calendar_feeds.calendar_atom, name="calendar_atom"),
    path("<slug:area_slug>/calendar.geojson", calendar_feeds.calendar_geojson, name="calendar_geojson"),
    path("<slug:area_slug>/search/suggestions/", search.search_suggestions, name="search_suggestions"),
    path("<slug:area_slug>/problems/map/", needs.needs_map, name="needs_map"),
    path("<slug:area_slug>/problems/map.geojson", needs.needs_map_geojson, name="needs_map_geojson"),
    path("<slug:area_slug>/problems/map.pdf", needs.print_needs_map, name="print_needs_map"),
    path("<slug:area_slug>/network/", network.network, name="network"),
    path("<slug:area_slug>/network/matrix/", network.network_matrix, name="network_matrix"),
    path("<slug:area_slug>/network/who/", network.ecosystem, name="ecosystem"),
    path("<slug:area_slug>/network/catalogue/", network.actors, name="actors"),
    path("<slug:area_slug>/network/<slug:sheet>.<slug:kind>", network.network_file, name="network_file"),
    path("", include(area_pages)),
    path("accounts/", account.account, name="account"),
    path("<home:area_slug>/", areas.area_home, name="area_home"),
    path("<slug:area_slug>/desk/", keeping.desk, name="desk"),
    path("<slug:area_slug>/duplicates/", duplicates.duplicates, name="duplicates"),
    path("<slug:area_slug>/duplicates/look/", duplicates.look_for_duplicates, name="look_for_duplicates"),
    path("<slug:area_slug>/duplicates/<int:pk>/", duplicates.compare_organisations, name="compare_organisations"),
    path("<slug:area_slug>/organisations/<slug:slug>/same-as/", duplicates.name_duplicate, name="name_duplicate"),
    path("<slug:area_slug>/duplicates/<int:pk>/settle/", duplicates.settle_pair, name="settle_pair"),
    path("<slug:area_slug>/merges/<int:pk>/undo/", duplicates.undo_merge, name="undo_merge"),
    path("<slug:area_slug>/quality/", quality.quality, name="quality"),
    path("<slug:area_slug>/quality.csv", quality.quality_csv, name="quality_csv"),
    path(f"{PROBLEM}correct/", quality.accept_correction, name="accept_correction"),
    path(f"{PROBLEM}ignore/", quality.ignore_problem, name="ignore_problem"),
    path(f"{PROBLEM}heed/", quality.heed_problem, name="heed_problem"),
    path(
        "<slug:area_slug>/organisations/<slug:slug>/emails/<int:pk>/bouncing/",
        quality.mark_bouncing,
        name="mark_bouncing",
    ),
    path("<slug:area_slug>/organisations/<slug:slug>/keep/", keeping.keep_organisation, name="keep_organisation"),
    path("<slug:area_slug>/organisations.csv", organisations.organisations_csv, name="organisations_csv"),
    path("<slug:area_slug>/print/", prints.print_index, name="print_index"),
    path("<slug:area_slug>/print/hand-over/", handover.hand_over, name="hand_over"),
    path("<slug:area_slug>/print/problems/", prints.print_problems, name="print_problems"),
    path("<slug:area_slug>/print/resource-map.pdf", prints.print_resource_map, name="print_resource_map"),
    path("<slug:area_slug>/print/list.pdf", prints.print_list, name="print_list"),
    path("<slug:area_slug>/print/entry-cards.pdf", prints.print_entry_cards, name="print_entry_cards"),
    path("<slug:area_slug>/print/<slug:name>.png", prints.print_preview, name="print_preview"),
    path("<slug:area_slug>/print/month.pdf", calendar_prints.print_month, name="print_month"),
    path("<slug:area_slug>/print/week.pdf", calendar_prints.print_week, name="print_week"),
    path("<slug:area_slug>/print/whats-on.pdf", calendar_prints.print_whats_on, name="print_whats_on"),
    path("<slug:area_slug>/print/leaflet.pdf", calendar_prints.print_leaflet, name="print_leaflet"),
    path(
        "<slug:area_slug>/print/calendar/<slug:name>.png",
        calendar_prints.print_calendar_preview,
        name="print_calendar_preview",
    ),
]
