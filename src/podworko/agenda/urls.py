from django.urls import path

from podworko.agenda.views import (
    coordination_reports,
    events,
    feeds,
    finding_mails,
    findings,
    followers,
    following,
    free_slots,
    importing,
    joins,
    kinds,
    limits,
    occurrences,
    pictures,
    private_calendars,
    registering,
    registrations,
    reviewing,
    suggestions,
)

app_name = "agenda"

CALENDAR = "<slug:area_slug>/calendar/"
EVENT = "<slug:area_slug>/calendar/<int:pk>/"
FEEDS = "<slug:area_slug>/calendar/feeds/"
KINDS = "<slug:area_slug>/calendar/kinds/"
PICTURES = "<slug:area_slug>/calendar/<int:pk>/pictures/"
FINDINGS = "<slug:area_slug>/calendar/findings/"
JOINS = "<slug:area_slug>/calendar/joins/"
IMPORT = "<slug:area_slug>/calendar/import/"

urlpatterns = [
    path("<slug:area_slug>/calendar/new/", events.add_event, name="add_event"),
    path(f"{CALENDAR}new/paste/", events.paste_event, name="paste_event"),
    path(f"{CALENDAR}new/dates/", events.next_dates, name="next_dates"),
    path(f"{CALENDAR}new/findings/", events.event_findings, name="event_findings"),
    path(f"{CALENDAR}report/", coordination_reports.coordination_report, name="coordination_report"),
    path(f"{CALENDAR}report/records/", coordination_reports.coordination_records, name="coordination_records"),
    path(f"{CALENDAR}report.csv", coordination_reports.coordination_report_csv, name="coordination_report_csv"),
    path(f"{CALENDAR}report.pdf", coordination_reports.print_coordination_report, name="print_coordination_report"),
    path(f"{CALENDAR}limits/", limits.change_limits, name="change_limits"),
    path(f"{CALENDAR}free/", free_slots.free_slots, name="free_slots"),
    path(FEEDS, feeds.feeds, name="feeds"),
    path(f"{FEEDS}new/", feeds.add_feed, name="add_feed"),
    path(f"{FEEDS}review/", reviewing.review_events, name="review_events"),
    path(f"{FEEDS}<int:pk>/edit/", feeds.change_feed, name="change_feed"),
    path(f"{FEEDS}<int:pk>/delete/", feeds.delete_feed, name="delete_feed"),
    path(f"{FEEDS}<int:pk>/check/", feeds.check_feed, name="check_feed"),
    path(f"{FEEDS}<int:pk>/undo/", importing.undo_import, name="undo_import"),
    path(FINDINGS, findings.findings, name="findings"),
    path(f"{FINDINGS}<int:pk>/", findings.finding, name="finding"),
    path(f"{FINDINGS}<int:pk>/join/", findings.propose_join, name="propose_join"),
    path(
        f"{FINDINGS}<int:pk>/decisions/<int:decision_id>/take-back/",
        findings.take_back_decision,
        name="take_back_decision",
    ),
    path(f"{JOINS}<int:pk>/", joins.join, name="join"),
    path(f"{JOINS}<int:pk>/withdraw/", joins.withdraw_join, name="withdraw_join"),
    path(f"{JOINS}<int:pk>/undo/", joins.undo_join, name="undo_join"),
    path(KINDS, kinds.event_kinds, name="event_kinds"),
    path(f"{KINDS}new/", kinds.add_kind, name="add_kind"),
    path(f"{KINDS}changes/", kinds.kind_changes, name="kind_changes"),
    path(f"{KINDS}changes/<int:entry_id>/restore/", kinds.restore_kind_version, name="restore_kind_version"),
    path(f"{KINDS}<int:pk>/edit/", kinds.change_kind, name="change_kind"),
    path(f"{KINDS}<int:pk>/move/", kinds.move_kind, name="move_kind"),
    path(f"{KINDS}<int:pk>/delete/", kinds.delete_kind, name="delete_kind"),
    path(IMPORT, importing.import_calendar, name="import_calendar"),
    path(f"{IMPORT}<int:pk>/", importing.confirm_import, name="confirm_import"),
    path(f"{EVENT}follow-source/", reviewing.follow_source, name="follow_source"),
    path(f"{EVENT}edit/", events.change_event, name="change_event"),
    path(f"{EVENT}cancel/", events.cancel_event, name="cancel_event"),
    path(f"{EVENT}delete/", events.delete_event, name="delete_event"),
    path(f"{EVENT}changes/", events.event_changes, name="event_changes"),
    path(f"{EVENT}changes/<int:entry_id>/restore/", events.restore_event_version, name="restore_event_version"),
    path(f"{PICTURES}", pictures.pictures, name="pictures"),
    path(f"{PICTURES}new/<slug:kind>/", pictures.add_picture, name="add_picture"),
    path(f"{PICTURES}<int:picture_id>/edit/", pictures.change_picture, name="change_picture"),
    path(f"{PICTURES}<int:picture_id>/delete/", pictures.delete_picture, name="delete_picture"),
    path(f"{PICTURES}<int:picture_id>/move/", pictures.move_picture, name="move_picture"),
    path(f"{PICTURES}<int:picture_id>/show/", pictures.show_picture, name="show_picture"),
    path(f"{PICTURES}<int:picture_id>/hide/", pictures.hide_picture, name="hide_picture"),
    path(f"{PICTURES}<slug:name>/<slug:size>.jpg", pictures.picture, name="picture"),
    path(f"{EVENT}on/<slug:original>/edit/", occurrences.change_occurrence, name="change_occurrence"),
    path(f"{EVENT}on/<slug:original>/cancel/", occurrences.cancel_occurrence, name="cancel_occurrence"),
    path(f"{EVENT}on/<slug:original>/following/edit/", following.change_following, name="change_following"),
    path(f"{EVENT}on/<slug:original>/following/cancel/", following.cancel_following, name="cancel_following"),
    path(f"{EVENT}on/<slug:original>/put-back/", occurrences.put_back_occurrence, name="put_back_occurrence"),
    path(f"{CALENDAR}private/", private_calendars.private_calendars, name="private_calendars"),
    path(
        f"{CALENDAR}private/<int:pk>/revoke/",
        private_calendars.revoke_private_calendar,
        name="revoke_private_calendar",
    ),
    path(f"{CALENDAR}private/<str:token>.ics", private_calendars.private_calendar_ics, name="private_calendar_ics"),
    path(f"{CALENDAR}suggest/", suggestions.suggest_event, name="suggest_event"),
    path(f"{CALENDAR}suggest/<str:token>/", suggestions.suggestion_fate, name="suggestion_fate"),
    path(f"{CALENDAR}suggestions/", suggestions.suggestions, name="suggestions"),
    path(f"{CALENDAR}suggestions/<int:pk>/decline/", suggestions.decline_suggestion, name="decline_suggestion"),
    path(f"{CALENDAR}follow/", followers.follow_calendar, name="follow_calendar"),
    path(f"{CALENDAR}follow/confirm/<str:token>/", followers.confirm_following, name="confirm_following"),
    path(f"{CALENDAR}follow/<str:key>/", followers.following, name="following"),
    path(f"{CALENDAR}follow/<str:key>/leave/", followers.stop_following, name="stop_following"),
    path("accounts/mails/<str:key>/", finding_mails.finding_mails, name="finding_mails"),
    path(f"{EVENT}register/", registering.register, name="register"),
    path(f"{CALENDAR}registration/<str:key>/", registering.registration, name="registration"),
    path(
        f"{CALENDAR}registration/<str:key>/withdraw/", registering.withdraw_registration, name="withdraw_registration"
    ),
    path(f"{EVENT}registrations/", registrations.registrations, name="registrations"),
    path(f"{EVENT}registrations/new/", registrations.add_registration, name="add_registration"),
    path(f"{EVENT}registrations/came/", registrations.mark_came, name="mark_came"),
    path(
        f"{EVENT}registrations/<int:registration>/edit/", registrations.change_registration, name="change_registration"
    ),
    path(
        f"{EVENT}registrations/<int:registration>/remove/",
        registrations.remove_registration,
        name="remove_registration",
    ),
    path(f"{EVENT}registrations/<int:registration>/told/", registrations.mark_told, name="mark_told"),
    path(f"{EVENT}registrations.pdf", registrations.print_registrations, name="print_registrations"),
    path(f"{EVENT}registrations.csv", registrations.registrations_csv, name="registrations_csv"),
]
