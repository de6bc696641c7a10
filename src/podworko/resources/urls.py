from django.urls import URLPattern, URLResolver, path

from podworko.resources.views import (
    assuring,
    belongings,
    categories,
    deciding,
    entry,
    freshness_desk,
    freshness_links,
    freshness_visitors,
    imports,
    places,
    suggesting,
)

app_name = "resources"

IN_ORGANISATION = "<slug:area_slug>/organisations/<slug:slug>"
FRESHNESS = "<slug:area_slug>/freshness"
ASKED = f"{FRESHNESS}/asked/<str:token>"
SUGGESTIONS = "<slug:area_slug>/suggestions/"
SUGGESTION = f"{SUGGESTIONS}<int:pk>/"

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
    path("<slug:area_slug>/imports/", imports.imports, name="imports"),
    path("<slug:area_slug>/imports/new/", imports.add_import, name="add_import"),
    path("<slug:area_slug>/imports/<int:pk>/columns/", imports.import_columns, name="import_columns"),
    path("<slug:area_slug>/imports/<int:pk>/preview/", imports.import_preview, name="import_preview"),
    path("<slug:area_slug>/imports/<int:pk>/progress/", imports.import_progress, name="import_progress"),
    path("<slug:area_slug>/imports/<int:pk>/rejected.csv", imports.rejected_rows, name="rejected_rows"),
    path("<slug:area_slug>/imports/<int:pk>/commit/", imports.commit_import, name="commit_import"),
    path("<slug:area_slug>/imports/<int:pk>/result/", imports.import_result, name="import_result"),
    path("<slug:area_slug>/imports/<int:pk>/undo/", imports.undo_import, name="undo_import"),
    path("<slug:area_slug>/imports/<int:pk>/delete/", imports.delete_import, name="delete_import"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/categories/", places.set_categories, name="set_categories"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/hours/", places.set_opening_hours, name="set_opening_hours"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/accessibility/", places.set_accessibility, name="set_accessibility"),
    path(SUGGESTIONS, deciding.entry_suggestions, name="entry_suggestions"),
    path(f"{SUGGESTIONS}new/", suggesting.suggest_entry, name="suggest_entry"),
    path(f"{SUGGESTIONS}fate/<str:token>/", suggesting.entry_suggestion_fate, name="entry_suggestion_fate"),
    path(SUGGESTION, deciding.entry_suggestion, name="entry_suggestion"),
    path(f"{SUGGESTION}decline/", deciding.decline_entry_suggestion, name="decline_entry_suggestion"),
    path(f"{SUGGESTION}ask/", deciding.ask_about_suggestion, name="ask_about_suggestion"),
    path(f"{SUGGESTION}join/", deciding.join_suggestion, name="join_suggestion"),
    path(f"{SUGGESTION}aside/", deciding.set_suggestion_aside, name="set_suggestion_aside"),
    path(f"{SUGGESTION}reopen/", deciding.reopen_suggestion, name="reopen_suggestion"),
    path(f"{IN_ORGANISATION}/suggest/", suggesting.suggest_correction, name="suggest_correction"),
    path(f"{IN_ORGANISATION}/suggest-closure/", suggesting.suggest_closure, name="suggest_closure"),
    path(f"{IN_ORGANISATION}/resources/new/", belongings.add_resource, name="add_resource"),
    path(f"{IN_ORGANISATION}/resources/<int:pk>/edit/", belongings.change_resource, name="change_resource"),
    path(f"{IN_ORGANISATION}/resources/<int:pk>/delete/", belongings.delete_resource, name="delete_resource"),
    path(f"{IN_ORGANISATION}/still-true/", freshness_visitors.still_true, name="still_true"),
    path(f"{IN_ORGANISATION}/assure/", assuring.assure_organisation, name="assure_organisation"),
    path(f"{IN_ORGANISATION}/call/", freshness_desk.record_call, name="record_call"),
    path(f"{FRESHNESS}/", freshness_desk.freshness, name="freshness"),
    path(f"{FRESHNESS}/settings/", freshness_desk.freshness_settings, name="freshness_settings"),
    path(f"{FRESHNESS}/phone/", freshness_desk.phone_list, name="phone_list"),
    path(f"{FRESHNESS}/read-aloud/", freshness_desk.read_aloud, name="read_aloud"),
    path(f"{FRESHNESS}/replies/", freshness_desk.freshness_replies, name="freshness_replies"),
    path(f"{FRESHNESS}/replies/<int:pk>/decide/", freshness_desk.decide_reply, name="decide_reply"),
    path(f"{ASKED}/current/", freshness_links.confirm_entry, name="confirm_entry"),
    path(f"{ASKED}/change/", freshness_links.correct_entry, name="correct_entry"),
    path(f"{ASKED}/gone/", freshness_links.close_entry, name="close_entry"),
    path(f"{ASKED}/all/", freshness_links.confirm_entries, name="confirm_entries"),
    path("accounts/freshness-mails/<str:key>/", freshness_links.freshness_mails, name="freshness_mails"),
]

entry_urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:area_slug>/organisations/new/", entry.add_organisation, name="add_organisation"),
]
"""The fast entry makes an organisation, so it is called `organisations:add_organisation`; the category that it
asks for is known only here."""
