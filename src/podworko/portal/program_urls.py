"""Addresses for other programs. Each is one that nobody's area can have: `places.slugs`."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from podworko.portal.api import describing, events, hsds, organisations


class HsdsConverter(StringConverter):
    """What HSDS 3.0 has lists of."""

    regex = "services|organizations|service_at_locations|taxonomies|taxonomy_terms"


register_converter(HsdsConverter, "hsds")

api_pages = [
    path("", describing.api_docs, name="api_docs"),
    path("openapi.json", describing.openapi, name="openapi"),
    path("hsds/", hsds.hsds, name="hsds"),
    path("hsds/package.zip", hsds.hsds_package, name="hsds_package"),
    path("hsds/<hsds:kind>", hsds.hsds_list, name="hsds_list"),
    path("hsds/<hsds:kind>/<str:pk>", hsds.hsds_item, name="hsds_item"),
    path("organisations/", organisations.api_organisations, name="api_organisations"),
    path("organisations/<uuid:pk>", organisations.api_organisation, name="api_organisation"),
    path("organisations/<uuid:pk>/contacts/", organisations.api_contacts, name="api_contacts"),
    path("organisations/<uuid:pk>/locations/<uuid:location>/hours", organisations.api_hours, name="api_hours"),
    path("events/", events.api_events, name="api_events"),
    path("<path:rest>", describing.api_unknown, name="api_unknown"),
]
