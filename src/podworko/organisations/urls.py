from django.urls import URLPattern, URLResolver, path

from podworko.organisations.views import (
    area_links,
    contacts,
    entries,
    histories,
    joining,
    membership,
    network_imports,
    openings,
    places,
    stakeholders,
)

app_name = "organisations"
GRID, LINKS = "<slug:area_slug>/stakeholders", "<slug:area_slug>/network/links"
IN_ORGANISATION = "<slug:area_slug>/organisations/<slug:slug>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/invitation/<str:token>/", joining.accept_invitation, name="accept_invitation"),
    path("accounts/open-records/", openings.open_records, name="open_records"),
    path("accounts/open-records/<int:pk>/close/", openings.close_records, name="close_records"),
    path("accounts/invitations/<int:pk>/revoke/", membership.revoke_invitation, name="revoke_invitation"),
    path("accounts/memberships/<int:pk>/change/", membership.change_member, name="change_member"),
    path("accounts/memberships/<int:pk>/remove/", membership.remove_member, name="remove_member"),
    path("accounts/roles/<int:pk>/revoke/", membership.revoke_role, name="revoke_role"),
    path("<slug:area_slug>/people/", membership.people, name="people"),
    path("<slug:area_slug>/people/invite/", membership.invite_to_area, name="invite_to_area"),
    path(f"{IN_ORGANISATION}/members/", membership.members, name="members"),
    path(f"{IN_ORGANISATION}/members/invite/", membership.invite_member, name="invite_member"),
    path("<slug:area_slug>/organisations/deleted/", entries.deleted_organisations, name="deleted_organisations"),
    path(
        "<slug:area_slug>/organisations/deleted/<int:entry_id>/restore/",
        entries.restore_organisation,
        name="restore_organisation",
    ),
    path(f"{IN_ORGANISATION}/edit/", entries.change_organisation, name="change_organisation"),
    path(f"{IN_ORGANISATION}/delete/", entries.delete_organisation, name="delete_organisation"),
    path(f"{IN_ORGANISATION}/history/", histories.organisation_history, name="organisation_history"),
    path(f"{IN_ORGANISATION}/history/<int:entry_id>/restore/", histories.restore_version, name="restore_version"),
    path(f"{IN_ORGANISATION}/locations/new/", places.add_location, name="add_location"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/edit/", places.change_location, name="change_location"),
    path(f"{IN_ORGANISATION}/locations/<int:pk>/delete/", places.delete_location, name="delete_location"),
    path(f"{IN_ORGANISATION}/contacts/new/", contacts.add_contact, name="add_contact"),
    path(f"{IN_ORGANISATION}/contacts/<int:pk>/edit/", contacts.change_contact, name="change_contact"),
    path(f"{IN_ORGANISATION}/contacts/<int:pk>/hand-over/", contacts.hand_over_contact, name="hand_over_contact"),
    path(f"{IN_ORGANISATION}/contacts/<int:pk>/delete/", contacts.delete_contact, name="delete_contact"),
    path(f"{GRID}/", stakeholders.power_grid, name="power_grid"),
    path(f"{GRID}/grid.<slug:kind>", stakeholders.power_grid_file, name="power_grid_file"),
    path(f"{GRID}/table/", stakeholders.assess_many, name="assess_many"),
    path(f"{GRID}/axes/", stakeholders.change_axes, name="change_axes"),
    path(f"{GRID}/<int:pk>/", stakeholders.assess, name="assess"),
    path(f"{GRID}/placed/<int:pk>/withdraw/", stakeholders.withdraw_assessment, name="withdraw_assessment"),
    path(f"{LINKS}/", area_links.area_links, name="area_links"),
    path(f"{LINKS}/<int:pk>/", area_links.change_link, name="change_link"),
    path(f"{LINKS}/<int:pk>/step/", area_links.step_link, name="step_link"),
    path(f"{LINKS}/<int:pk>/delete/", area_links.delete_link, name="delete_link"),
    path(f"{LINKS}/deleted/<int:entry_id>/restore/", area_links.restore_link, name="restore_link"),
    path(f"{LINKS}/import/", network_imports.import_network, name="import_network"),
    path(f"{LINKS}/import/<int:pk>/", network_imports.confirm_network, name="confirm_network"),
    path(f"{LINKS}/import/<int:pk>/undo/", network_imports.undo_network, name="undo_network"),
]
