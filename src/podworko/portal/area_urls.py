"""Addresses of the pages about areas themselves: founding, history, settings, communities."""

from django.urls import path

from podworko.portal.views import area_boundary, area_history, area_settings, communities, founding, place_changes

SETTINGS = "<slug:area_slug>/settings/"
COMMUNITIES = "<slug:area_slug>/communities/"

area_pages = [
    path("", founding.start, name="start"),
    path("areas/new/", founding.found_area, name="found_area"),
    path("<slug:area_slug>/history/", area_history.area_history, name="area_history"),
    path(SETTINGS, area_settings.area_settings, name="area_settings"),
    path(f"{SETTINGS}changes/", place_changes.area_changes, name="area_changes"),
    path(
        f"{SETTINGS}changes/<int:entry_id>/restore/", place_changes.restore_area_version, name="restore_area_version"
    ),
    path(f"{SETTINGS}name/", area_settings.rename_area, name="rename_area"),
    path(f"{SETTINGS}address/", area_settings.change_slug, name="change_slug"),
    path(f"{SETTINGS}parent/", area_settings.move_area, name="move_area"),
    path(f"{SETTINGS}streets/", area_settings.area_streets, name="area_streets"),
    path(f"{SETTINGS}streets/<int:pk>/delete/", area_settings.delete_street, name="delete_street"),
    path(f"{SETTINGS}boundary/", area_boundary.add_boundary, name="add_boundary"),
    path(f"{SETTINGS}boundary/preview/", area_boundary.confirm_boundary, name="confirm_boundary"),
    path(f"{SETTINGS}boundary/discard/", area_boundary.discard_boundary, name="discard_boundary"),
    path(f"{SETTINGS}boundary/words/", area_boundary.describe_boundary, name="describe_boundary"),
    path(f"{SETTINGS}<slug:part>/<int:pk>/", area_settings.correct_area_part, name="correct_area_part"),
    path(f"{SETTINGS}<slug:part>/<int:pk>/delete/", area_settings.delete_area_part, name="delete_area_part"),
    path(f"{COMMUNITIES}new/", communities.add_community, name="add_community"),
    path(f"{COMMUNITIES}<slug:slug>/", communities.community, name="community"),
    path(f"{COMMUNITIES}<slug:slug>/change/", communities.change_community, name="change_community"),
    path(f"{COMMUNITIES}<slug:slug>/changes/", place_changes.community_changes, name="community_changes"),
    path(
        f"{COMMUNITIES}<slug:slug>/changes/<int:entry_id>/restore/",
        place_changes.restore_community_version,
        name="restore_community_version",
    ),
    path(f"{COMMUNITIES}<slug:slug>/delete/", communities.delete_community, name="delete_community"),
    path(f"{COMMUNITIES}<slug:slug>/<slug:part>/new/", communities.add_community_part, name="add_community_part"),
    path(
        f"{COMMUNITIES}<slug:slug>/<slug:part>/<int:pk>/",
        communities.correct_community_part,
        name="correct_community_part",
    ),
    path(
        f"{COMMUNITIES}<slug:slug>/<slug:part>/<int:pk>/delete/",
        communities.delete_community_part,
        name="delete_community_part",
    ),
]
