from django.urls import URLPattern, URLResolver, path

from podworko.resources.views import belongings, categories, entry, places

app_name = "resources"

IN_ORGANISATION = "<slug:area_slug>/organisations/<slug:slug>"

urlpatterns = [
    path("<slug:area_slug>/categories/", categories.area_categories, name="area_categories"),
    path("<slug:area_slug>/categories/new/", categories.add_category, name="add_category"),
    path("<slug:area_slug>/categories/changes/", categories.category_changes, name="category_changes"),
    path(
        "<slug:area_slug>/categories/changes/<int:entry_id>/restore/",
        categories.restore_category_version,
        name="restore_category_version",
    ),
    path("<slug:area_slug>/categories/<int:pk>/edit/", categories.change_category, name="change_category"),
    path("<slug:area_slug>/categories/<int:pk>/move/", categories.move_category, name="move_category"),
    path("<slug:area_slug>/categories/<int:pk>/delete/", categories.delete_category, name="delete_category"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/categories/", places.set_categories, name="set_categories"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/hours/", places.set_opening_hours, name="set_opening_hours"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/accessibility/", places.set_accessibility, name="set_accessibility"),
    path(f"{IN_ORGANISATION}/resources/new/", belongings.add_resource, name="add_resource"),
    path(f"{IN_ORGANISATION}/resources/<int:pk>/edit/", belongings.change_resource, name="change_resource"),
    path(f"{IN_ORGANISATION}/resources/<int:pk>/delete/", belongings.delete_resource, name="delete_resource"),
]

entry_urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:area_slug>/organisations/new/", entry.add_organisation, name="add_organisation"),
]
"""The fast entry makes an organisation, so it is called `organisations:add_organisation`; the category that it
asks for is known only here."""
