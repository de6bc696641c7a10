"""Who gets what: every page × method × role × {own area, other area, none}.

A new page needs one row in `PAGES`; see `docs/add-a-page.md`. A row says who is let in, in the area
where people have their roles (`own`) and in one where they have none (`other`). Everybody else
must be turned away: a passer-by to the sign-in page, the others with `refused`.
"""

from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.world import (
    ADMINISTRATOR,
    ANALYST,
    COORDINATOR,
    EDITOR,
    FACILITATOR,
    MEMBER,
    NEIGHBOUR,
    OFFICER,
    PASSER_BY,
    ROLES,
    not_for,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("prints_as_data")]

EVERYONE = frozenset(ROLES)
SIGNED_IN = EVERYONE - {PASSER_BY}
NOBODY = frozenset()
MANAGERS = frozenset({EDITOR, COORDINATOR})
"""Who keeps the entry of an organisation."""
COORDINATORS = frozenset({COORDINATOR})
ANNOUNCERS = frozenset({EDITOR, NEIGHBOUR, COORDINATOR})
"""Who may enter something into the area's calendar."""
REPORT_READERS = ANNOUNCERS | {FACILITATOR, ANALYST}
"""Who reads what came of coordination in an area."""
ACTIVE_HERE = frozenset({MEMBER, EDITOR, NEIGHBOUR, COORDINATOR})
"""Who belongs to an organisation of the area, or coordinates it."""


BOTH_SIDES = ANNOUNCERS
"""Who keeps one of two organisations that talk with each other, or coordinates the area."""
KEEPERS = frozenset({COORDINATOR, ADMINISTRATOR})
"""Who keeps an area's names, boundaries, streets and communities."""


@dataclass(frozen=True)
class Page:
    """Who is let in, by method; a method left out must answer 405 or turn everybody away."""

    get: frozenset = NOBODY
    post: frozenset = NOBODY
    get_other: frozenset | None = None
    """The same in the other area; left out: as in the own area if everybody is let in, else nobody."""
    post_other: frozenset | None = None
    arguments: tuple[tuple[str, str], ...] = ()
    """Part of the address → attribute of a side of `tests/world.py`, or a text that starts with „=”."""
    query: tuple[tuple[str, str], ...] = ()
    data: tuple[tuple[str, str], ...] = ()
    """What is posted; mostly nothing, which lets a form ask again."""
    refused: int = 404
    """What a signed-in person gets who is not let in."""

    def allowed(self, method, side):
        here = {"GET": self.get, "POST": self.post}.get(method, NOBODY)
        if side == "own":
            return here
        there = {"GET": self.get_other, "POST": self.post_other}.get(method)
        return there if there is not None else here if here == EVERYONE else NOBODY


def at(**arguments):
    return tuple(arguments.items())


def kept(*, is_read=True, **arguments):
    """A page on which the keepers of an area change something; administrators keep every area."""
    administrators = frozenset({ADMINISTRATOR})
    return Page(
        get=KEEPERS if is_read else NOBODY,
        post=KEEPERS,
        get_other=administrators if is_read else NOBODY,
        post_other=administrators,
        arguments=at(**arguments),
    )


PAGES = {
    # config
    "config:switch_language": Page(get=EVERYONE, arguments=at(code="=pl")),
    "config:accessibility": Page(get=EVERYONE),
    "config:privacy": Page(get=EVERYONE),
    "config:styleguide": Page(get=EVERYONE),
    # core
    "core:healthz": Page(get=EVERYONE),
    "core:jobs": Page(get=frozenset({ADMINISTRATOR}), get_other=frozenset({ADMINISTRATOR}), refused=403),
    # accounts
    "accounts:sign_in": Page(get=EVERYONE, post=EVERYONE),
    "accounts:enter_code": Page(get=EVERYONE, post=EVERYONE),
    "accounts:sign_in_with_password": Page(get=EVERYONE, post=EVERYONE),
    "accounts:sign_in_as_demo": Page(),  # demo accounts only; see tests/accounts/test_sign_in_as_demo.py
    "accounts:sign_out": Page(get=EVERYONE, post=EVERYONE),
    "accounts:use_link": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="sign_in_token")),
    "accounts:set_up": Page(arguments=at(token="=nie-ma-takiego")),
    "accounts:change_password": Page(get=SIGNED_IN, post=SIGNED_IN, get_other=SIGNED_IN, post_other=SIGNED_IN),
    "accounts:api_tokens": Page(get=SIGNED_IN, post=SIGNED_IN, get_other=SIGNED_IN, post_other=SIGNED_IN),
    "accounts:mailbox": Page(),  # opens in development only
    "accounts:roles": Page(get=EVERYONE),
    # organisations
    "organisations:accept_invitation": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="invitation_token")),
    "organisations:open_records": Page(
        get=frozenset({ADMINISTRATOR, OFFICER}),
        post=frozenset({ADMINISTRATOR, OFFICER}),
        get_other=frozenset({ADMINISTRATOR, OFFICER}),
        post_other=frozenset({ADMINISTRATOR, OFFICER}),
    ),
    "organisations:close_records": Page(
        post=frozenset({ADMINISTRATOR}), post_other=frozenset({ADMINISTRATOR}), arguments=at(pk="opening")
    ),
    "organisations:revoke_invitation": Page(post=MANAGERS, arguments=at(pk="invitation")),
    "organisations:change_member": Page(post=MANAGERS, arguments=at(pk="membership"), data=at(role="editor")),
    "organisations:remove_member": Page(post=MANAGERS | {MEMBER}, arguments=at(pk="membership")),
    "organisations:revoke_role": Page(
        post=frozenset({COORDINATOR, ADMINISTRATOR}),
        post_other=frozenset({ADMINISTRATOR}),
        arguments=at(pk="area_role"),
    ),
    "organisations:people": Page(get=frozenset({COORDINATOR, ADMINISTRATOR}), get_other=frozenset({ADMINISTRATOR})),
    "organisations:invite_to_area": Page(
        get=frozenset({COORDINATOR, ADMINISTRATOR}),
        post=frozenset({COORDINATOR, ADMINISTRATOR}),
        get_other=frozenset({ADMINISTRATOR}),
        post_other=frozenset({ADMINISTRATOR}),
    ),
    "organisations:members": Page(get=MANAGERS | {MEMBER}),
    "organisations:invite_member": Page(get=MANAGERS, post=MANAGERS),
    "organisations:add_organisation": Page(get=ACTIVE_HERE, post=ACTIVE_HERE),
    "organisations:change_organisation": Page(get=MANAGERS, post=MANAGERS),
    "organisations:delete_organisation": Page(get=MANAGERS, post=MANAGERS),
    "organisations:deleted_organisations": Page(get=SIGNED_IN, get_other=SIGNED_IN),
    "organisations:restore_organisation": Page(post=frozenset({COORDINATOR}), arguments=at(entry_id="deletion")),
    "organisations:organisation_history": Page(get=MANAGERS),
    "organisations:restore_version": Page(get=MANAGERS, post=MANAGERS, arguments=at(entry_id="change")),
    "organisations:add_location": Page(get=MANAGERS, post=MANAGERS),
    "organisations:change_location": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="location")),
    "organisations:delete_location": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="location")),
    "organisations:add_contact": Page(get=MANAGERS, post=MANAGERS),
    "organisations:change_contact": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="contact")),
    "organisations:hand_over_contact": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="contact")),
    "organisations:delete_contact": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="contact")),
    # organisations: who counts how much, who works with whom
    "organisations:power_grid": Page(get=COORDINATORS),
    "organisations:power_grid_file": Page(get=COORDINATORS, arguments=at(kind="=csv")),
    "organisations:assess": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="organisation")),
    "organisations:assess_many": Page(get=COORDINATORS, post=COORDINATORS),
    "organisations:withdraw_assessment": Page(post=COORDINATORS, arguments=at(pk="assessment")),
    "organisations:change_axes": Page(get=COORDINATORS, post=COORDINATORS),
    "organisations:area_links": Page(get=COORDINATORS, post=COORDINATORS),
    "organisations:change_link": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="link")),
    "organisations:step_link": Page(post=COORDINATORS, arguments=at(pk="link")),
    "organisations:delete_link": Page(post=COORDINATORS, arguments=at(pk="link")),
    "organisations:restore_link": Page(post=COORDINATORS, arguments=at(entry_id="link_deletion")),
    "organisations:import_network": Page(get=COORDINATORS, post=COORDINATORS),
    "organisations:confirm_network": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="network_file")),
    "organisations:undo_network": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="done_network")),
    # resources
    "resources:set_categories": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="location")),
    "resources:set_opening_hours": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="location")),
    "resources:set_accessibility": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="location")),
    "resources:add_resource": Page(get=MANAGERS, post=MANAGERS),
    "resources:change_resource": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="resource")),
    "resources:delete_resource": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="resource")),
    "resources:imports": Page(get=COORDINATORS),
    "resources:add_import": Page(get=COORDINATORS, post=COORDINATORS),
    "resources:import_columns": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="register_import")),
    "resources:import_preview": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="register_import")),
    "resources:import_progress": Page(get=COORDINATORS, arguments=at(pk="register_import")),
    "resources:rejected_rows": Page(get=COORDINATORS, arguments=at(pk="register_import")),
    "resources:commit_import": Page(post=COORDINATORS, arguments=at(pk="register_import")),
    "resources:import_result": Page(get=COORDINATORS, arguments=at(pk="register_import")),
    "resources:undo_import": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="register_import")),
    "resources:delete_import": Page(post=COORDINATORS, arguments=at(pk="register_import")),
    "resources:area_categories": Page(get=COORDINATORS, post=COORDINATORS),
    "resources:add_category": Page(get=COORDINATORS, post=COORDINATORS),
    "resources:change_category": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="category")),
    "resources:category_changes": Page(get=COORDINATORS),
    "resources:restore_category_version": Page(
        get=COORDINATORS, post=COORDINATORS, arguments=at(entry_id="category_change")
    ),
    "resources:move_category": Page(post=COORDINATORS, arguments=at(pk="category")),
    "resources:delete_category": Page(post=COORDINATORS, arguments=at(pk="category")),
    # agenda
    "agenda:add_event": Page(
        get=frozenset({EDITOR, NEIGHBOUR, COORDINATOR}), post=frozenset({EDITOR, NEIGHBOUR, COORDINATOR})
    ),
    "agenda:change_limits": Page(get=COORDINATORS, post=COORDINATORS),
    "agenda:coordination_report": Page(get=REPORT_READERS),
    "agenda:coordination_report_csv": Page(get=REPORT_READERS),
    "agenda:print_coordination_report": Page(get=REPORT_READERS),
    "agenda:coordination_records": Page(get=REPORT_READERS, query=(("what", "events"),)),
    "agenda:event_findings": Page(get=ANNOUNCERS),
    "agenda:next_dates": Page(get=ANNOUNCERS),
    "agenda:free_slots": Page(get=ANNOUNCERS, query=at(length="120")),
    "agenda:paste_event": Page(get=ANNOUNCERS, post=ANNOUNCERS),
    "agenda:change_event": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event")),
    "agenda:cancel_event": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event")),
    "agenda:delete_event": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event")),
    "agenda:event_changes": Page(get=MANAGERS, arguments=at(pk="event")),
    "agenda:restore_event_version": Page(
        get=MANAGERS, post=MANAGERS, arguments=at(pk="event", entry_id="event_change")
    ),
    "agenda:change_occurrence": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", original="=20261208T1700")),
    "agenda:cancel_occurrence": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", original="=20261208T1700")),
    "agenda:change_following": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", original="=20261215T1700")),
    "agenda:cancel_following": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", original="=20261215T1700")),
    "agenda:put_back_occurrence": Page(post=MANAGERS, arguments=at(pk="event", original="=20261208T1700")),
    # agenda: pictures
    "agenda:picture": Page(get=EVERYONE, arguments=at(pk="event", name="poster_name", size="=large")),
    "agenda:pictures": Page(get=MANAGERS | {MEMBER}, arguments=at(pk="event")),
    "agenda:add_picture": Page(
        get=MANAGERS | {MEMBER}, post=MANAGERS | {MEMBER}, arguments=at(pk="event", kind="=photo")
    ),
    "agenda:change_picture": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", picture_id="photo")),
    "agenda:delete_picture": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="event", picture_id="photo")),
    "agenda:move_picture": Page(post=MANAGERS, arguments=at(pk="event", picture_id="photo")),
    "agenda:show_picture": Page(post=MANAGERS, arguments=at(pk="event", picture_id="photo")),
    "agenda:hide_picture": Page(post=MANAGERS, arguments=at(pk="event", picture_id="photo")),
    # resources: whether entries are still true
    "resources:still_true": Page(get=EVERYONE, post=EVERYONE),
    "resources:confirm_entry": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="confirm_entry_token")),
    "resources:correct_entry": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="correct_entry_token")),
    "resources:close_entry": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="close_entry_token")),
    "resources:confirm_entries": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="confirm_entries_token")),
    "resources:freshness_mails": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="freshness_key")),
    "resources:freshness": Page(get=COORDINATORS),
    "resources:freshness_settings": Page(get=COORDINATORS, post=COORDINATORS),
    "resources:phone_list": Page(get=COORDINATORS),
    "resources:read_aloud": Page(get=COORDINATORS),
    "resources:record_call": Page(post=COORDINATORS),
    "resources:assure_organisation": Page(post=MANAGERS),
    "resources:freshness_replies": Page(get=COORDINATORS),
    "resources:decide_reply": Page(post=COORDINATORS, arguments=at(pk="freshness_reply")),
    # agenda: people without an account
    "agenda:suggest_event": Page(get=EVERYONE, post=EVERYONE),
    "agenda:suggestion_fate": Page(get=EVERYONE, arguments=at(token="suggestion_token")),
    "agenda:suggestions": Page(get=COORDINATORS),
    "agenda:decline_suggestion": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="suggestion")),
    "agenda:follow_calendar": Page(get=EVERYONE, post=EVERYONE),
    "agenda:confirm_following": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="confirm_token")),
    "agenda:following": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="follower_key")),
    "agenda:stop_following": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="follower_key")),
    "agenda:finding_mails": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="mails_key")),
    # agenda: kinds of events
    "agenda:event_kinds": Page(get=COORDINATORS, post=COORDINATORS),
    "agenda:add_kind": Page(get=COORDINATORS, post=COORDINATORS),
    "agenda:change_kind": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="event_kind")),
    "agenda:move_kind": Page(post=COORDINATORS, arguments=at(pk="event_kind")),
    "agenda:delete_kind": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="event_kind")),
    "agenda:kind_changes": Page(get=COORDINATORS),
    "agenda:restore_kind_version": Page(
        get=COORDINATORS, post=COORDINATORS, arguments=at(entry_id="event_kind_change")
    ),
    # agenda: registration
    "agenda:register": Page(get=EVERYONE, post=EVERYONE, arguments=at(pk="open_event")),
    "agenda:registration": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="registration_key")),
    "agenda:withdraw_registration": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="registration_key")),
    "agenda:registrations": Page(get=MANAGERS, arguments=at(pk="open_event")),
    "agenda:add_registration": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="open_event")),
    "agenda:change_registration": Page(
        get=MANAGERS, post=MANAGERS, arguments=at(pk="open_event", registration="registered")
    ),
    "agenda:remove_registration": Page(
        get=MANAGERS, post=MANAGERS, arguments=at(pk="open_event", registration="registered")
    ),
    "agenda:mark_told": Page(post=MANAGERS, arguments=at(pk="open_event", registration="registered")),
    "agenda:mark_came": Page(post=MANAGERS, arguments=at(pk="open_event")),
    "agenda:print_registrations": Page(get=MANAGERS, arguments=at(pk="open_event")),
    "agenda:registrations_csv": Page(get=MANAGERS, arguments=at(pk="open_event")),
    # agenda: what somebody may read, in their own calendar
    "agenda:private_calendars": Page(get=SIGNED_IN, post=SIGNED_IN, get_other=SIGNED_IN, post_other=SIGNED_IN),
    "agenda:revoke_private_calendar": Page(
        get=frozenset({EDITOR}), post=frozenset({EDITOR}), arguments=at(pk="private_calendar")
    ),
    "agenda:private_calendar_ics": Page(get=EVERYONE, arguments=at(token="private_token")),
    # agenda: calendars of others
    "agenda:findings": Page(get=ANNOUNCERS),
    "agenda:finding": Page(get=ANNOUNCERS, post=ANNOUNCERS, arguments=at(pk="finding")),
    "agenda:take_back_decision": Page(post=MANAGERS, arguments=at(pk="finding", decision_id="decision")),
    "agenda:propose_join": Page(get=ANNOUNCERS, post=ANNOUNCERS, arguments=at(pk="joinable")),
    "agenda:join": Page(get=ANNOUNCERS, post=frozenset({NEIGHBOUR, COORDINATOR}), arguments=at(pk="join")),
    "agenda:withdraw_join": Page(post=MANAGERS, arguments=at(pk="join")),
    "agenda:undo_join": Page(get=ANNOUNCERS, post=ANNOUNCERS, arguments=at(pk="join")),
    "agenda:feeds": Page(get=ANNOUNCERS),
    "agenda:add_feed": Page(get=ANNOUNCERS, post=ANNOUNCERS),
    "agenda:change_feed": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="feed")),
    "agenda:delete_feed": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="feed")),
    "agenda:check_feed": Page(post=MANAGERS, arguments=at(pk="file_feed")),
    "agenda:undo_import": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="file_feed")),
    "agenda:review_events": Page(get=ANNOUNCERS, post=ANNOUNCERS),
    "agenda:follow_source": Page(post=MANAGERS, arguments=at(pk="harvested_event")),
    "agenda:import_calendar": Page(get=ANNOUNCERS, post=ANNOUNCERS),
    "agenda:confirm_import": Page(get=frozenset({EDITOR}), post=frozenset({EDITOR}), arguments=at(pk="calendar_file")),
    # resources: suggested without an account
    "resources:suggest_entry": Page(get=EVERYONE, post=EVERYONE),
    "resources:suggest_correction": Page(get=EVERYONE, post=EVERYONE),
    "resources:suggest_closure": Page(get=EVERYONE, post=EVERYONE),
    "resources:entry_suggestion_fate": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="entry_suggestion_token")),
    "resources:entry_suggestions": Page(get=ANNOUNCERS),
    "resources:entry_suggestion": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="correction")),
    "resources:decline_entry_suggestion": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="correction")),
    "resources:ask_about_suggestion": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="correction")),
    "resources:join_suggestion": Page(post=NOBODY, arguments=at(pk="new_entry")),  # see tests/resources
    "resources:set_suggestion_aside": Page(post=COORDINATORS, arguments=at(pk="correction")),
    "resources:reopen_suggestion": Page(post=COORDINATORS, arguments=at(pk="correction")),
    # needs
    "needs:problems": Page(get=EVERYONE),
    "needs:problem": Page(get=EVERYONE, arguments=at(pk="problem")),
    "needs:problem_tree": Page(get=EVERYONE),
    "needs:add_problem": Page(get=ACTIVE_HERE, post=ACTIVE_HERE),
    "needs:change_problem": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:review_problem": Page(post=MANAGERS, arguments=at(pk="problem")),
    "needs:delete_problem": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:problem_changes": Page(get=MANAGERS, arguments=at(pk="problem")),
    "needs:restore_problem_version": Page(
        get=MANAGERS, post=MANAGERS, arguments=at(pk="problem", entry_id="problem_change")
    ),
    "needs:change_review_period": Page(get=COORDINATORS, post=COORDINATORS),
    "needs:deleted_problems": Page(get=COORDINATORS),
    "needs:bring_back_problem": Page(post=COORDINATORS, arguments=at(entry_id="problem_deletion")),
    "needs:add_evidence": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:change_evidence": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem", evidence="evidence")),
    "needs:delete_evidence": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem", evidence="evidence")),
    "needs:add_response": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:delete_response": Page(post=MANAGERS, arguments=at(pk="problem", response="response")),
    "needs:add_cause": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:delete_cause": Page(post=MANAGERS, arguments=at(pk="problem", link="cause")),
    "needs:merge_problem": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="problem")),
    "needs:separate_problem": Page(post=MANAGERS, arguments=at(pk="duplicate")),
    # needs: people without an account
    "needs:report_problem": Page(get=EVERYONE, post=EVERYONE),
    "needs:report_fate": Page(get=EVERYONE, arguments=at(token="report_token")),
    "needs:support_problem": Page(get=EVERYONE, post=EVERYONE, arguments=at(pk="problem")),
    "needs:reports": Page(get=COORDINATORS),
    "needs:join_report": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="report")),
    "needs:decline_report": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="report")),
    # needs: the log of what was not found
    "needs:not_found": Page(get=ACTIVE_HERE, post=ACTIVE_HERE),
    "needs:not_found_csv": Page(get=ACTIVE_HERE),
    "needs:print_not_found": Page(get=ACTIVE_HERE),
    "needs:read_not_found": Page(post=COORDINATORS),
    "needs:settle_not_found": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="sought")),
    "needs:delete_not_found": Page(post=COORDINATORS, arguments=at(pk="sought")),
    "needs:cards": Page(get=EVERYONE),
    "needs:cards_csv": Page(get=EVERYONE),
    "needs:print_cards": Page(get=EVERYONE),
    "needs:card": Page(get=EVERYONE, arguments=at(pk="offer_card")),
    "needs:add_card": Page(get=ANNOUNCERS, post=ANNOUNCERS),
    "needs:change_card": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="offer_card")),
    "needs:close_card": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="offer_card")),
    "needs:renew_card": Page(post=MANAGERS, arguments=at(pk="offer_card")),
    "needs:offer_resource": Page(post=MANAGERS, arguments=at(pk="resource")),
    "needs:propose_talk": Page(get=ANNOUNCERS, post=ANNOUNCERS, arguments=at(pk="offer_card")),
    "needs:propose_matches": Page(post=COORDINATORS, arguments=at(pk="offer_card")),
    "needs:dismiss_match": Page(post=MANAGERS, arguments=at(pk="offer_card", other="ask_card")),
    "needs:reconsider_match": Page(post=BOTH_SIDES, arguments=at(pk="card_talk")),
    "needs:talks": Page(get=COORDINATORS),
    "needs:talk": Page(get=BOTH_SIDES, arguments=at(pk="card_talk")),
    "needs:answer_talk": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="card_talk", side="=offer")),
    "needs:withdraw_talk": Page(post=MANAGERS, arguments=at(pk="card_talk", side="=offer")),
    "needs:settle_talk": Page(get=BOTH_SIDES, post=BOTH_SIDES, arguments=at(pk="card_talk")),
    "needs:need_of_card": Page(post=COORDINATORS, arguments=at(pk="ask_card")),
    "needs:needs_and_offers": Page(get=EVERYONE),
    "needs:needs_and_offers_csv": Page(get=EVERYONE),
    "needs:note_asking": Page(get=MANAGERS, post=MANAGERS, arguments=at(pk="organisation")),
    "needs:card_still": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="card_news_token")),
    "needs:card_ended": Page(get=EVERYONE, post=EVERYONE, arguments=at(token="card_news_token")),
    "needs:offer_mails": Page(get=EVERYONE, post=EVERYONE, arguments=at(key="offer_mails_key")),
    # portal
    "portal:hand_over": Page(
        get=KEEPERS, post=KEEPERS, get_other=frozenset({ADMINISTRATOR}), post_other=frozenset({ADMINISTRATOR})
    ),
    "portal:network": Page(get=EVERYONE),
    "portal:network_matrix": Page(get=EVERYONE),
    "portal:ecosystem": Page(get=EVERYONE),
    "portal:actors": Page(get=EVERYONE),
    "portal:network_file": Page(get=EVERYONE, arguments=at(sheet="=network", kind="=csv")),
    "portal:needs_map": Page(get=EVERYONE),
    "portal:needs_map_geojson": Page(get=EVERYONE),
    "portal:print_needs_map": Page(get=EVERYONE),
    "portal:calendar": Page(get=EVERYONE),
    "portal:gap_matrix": Page(get=EVERYONE),
    "portal:gap_matrix_cell": Page(get=EVERYONE),
    "portal:print_gap_matrix": Page(get=EVERYONE),
    "portal:gap_matrix_csv": Page(get=EVERYONE),
    "portal:event": Page(get=EVERYONE, arguments=at(pk="event")),
    "portal:calendar_ics": Page(get=EVERYONE),
    "portal:embed_calendar": Page(get=EVERYONE),
    "portal:share_calendar": Page(get=EVERYONE),
    "portal:calendar_atom": Page(get=EVERYONE),
    "portal:calendar_geojson": Page(get=EVERYONE),
    "portal:event_ics": Page(get=EVERYONE, arguments=at(pk="event")),
    "portal:desk": Page(get=SIGNED_IN, get_other=SIGNED_IN),
    "portal:duplicates": Page(get=COORDINATORS),
    "portal:name_duplicate": Page(get=COORDINATORS, post=COORDINATORS),
    "portal:look_for_duplicates": Page(post=COORDINATORS),
    "portal:compare_organisations": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="pair")),
    "portal:settle_pair": Page(post=COORDINATORS, arguments=at(pk="pair"), data=at(answer="later")),
    "portal:undo_merge": Page(get=COORDINATORS, post=COORDINATORS, arguments=at(pk="merge")),
    "portal:quality": Page(get=COORDINATORS),
    "portal:quality_csv": Page(get=COORDINATORS),
    "portal:accept_correction": Page(post=MANAGERS, arguments=at(key="problem_key", kind="=stale")),
    "portal:ignore_problem": Page(get=MANAGERS, post=MANAGERS, arguments=at(key="problem_key", kind="=stale")),
    "portal:heed_problem": Page(post=MANAGERS, arguments=at(key="problem_key", kind="=stale")),
    "portal:mark_bouncing": Page(post=MANAGERS, arguments=at(pk="email")),
    "portal:keep_organisation": Page(get=MANAGERS),
    "portal:start": Page(get=EVERYONE),
    "portal:found_area": Page(get=frozenset({ADMINISTRATOR}), post=frozenset({ADMINISTRATOR})),
    "portal:area_history": Page(get=EVERYONE),
    "portal:area_settings": kept(),
    "portal:area_changes": kept(),
    "portal:restore_area_version": kept(entry_id="area_change"),
    "portal:rename_area": kept(),
    "portal:change_slug": kept(),
    "portal:move_area": kept(),
    "portal:area_streets": kept(),
    "portal:delete_street": kept(is_read=False, pk="street"),
    "portal:add_boundary": kept(),
    "portal:confirm_boundary": kept(),
    "portal:discard_boundary": kept(is_read=False),
    "portal:describe_boundary": kept(),
    "portal:correct_area_part": kept(part="=names", pk="area_name"),
    "portal:delete_area_part": kept(is_read=False, part="=names", pk="area_name"),
    "portal:community": Page(get=EVERYONE, arguments=at(slug="community")),
    "portal:add_community": kept(),
    "portal:change_community": kept(slug="community"),
    "portal:community_changes": kept(slug="community"),
    "portal:restore_community_version": kept(slug="community", entry_id="community_change"),
    "portal:delete_community": kept(is_read=False, slug="community"),
    "portal:add_community_part": kept(slug="community", part="=extents"),
    "portal:correct_community_part": kept(slug="community", part="=names", pk="community_name"),
    "portal:delete_community_part": kept(is_read=False, slug="community", part="=names", pk="community_name"),
    "portal:account": Page(get=SIGNED_IN, post=SIGNED_IN, get_other=SIGNED_IN, post_other=SIGNED_IN),
    "portal:area_home": Page(get=EVERYONE),
    "portal:area_map": Page(get=EVERYONE),
    "portal:map_geojson": Page(get=EVERYONE),
    "portal:map_clusters": Page(get=EVERYONE, query=at(bbox="19.8,50.0,20.1,50.2", zoom="12")),
    "portal:organisation_list": Page(get=EVERYONE),
    "portal:organisation_page": Page(get=EVERYONE),
    "portal:organisations_csv": Page(get=EVERYONE),
    "portal:print_index": Page(get=EVERYONE),
    "portal:print_entry_cards": Page(get=EVERYONE),
    "portal:print_problems": Page(get=EVERYONE),
    "portal:print_resource_map": Page(get=EVERYONE),
    "portal:print_list": Page(get=EVERYONE),
    "portal:print_preview": Page(get=EVERYONE, arguments=at(name="=list")),
    "portal:print_month": Page(get=EVERYONE),
    "portal:print_week": Page(get=EVERYONE),
    "portal:print_whats_on": Page(get=EVERYONE),
    "portal:print_leaflet": Page(get=EVERYONE),
    "portal:print_calendar_preview": Page(get=EVERYONE, arguments=at(name="=month")),
    "portal:api_docs": Page(get=EVERYONE),
    "portal:openapi": Page(get=EVERYONE),
    "portal:hsds": Page(get=EVERYONE),
    "portal:hsds_list": Page(get=EVERYONE, arguments=at(kind="=services"), query=at(full="true", per_page="100")),
    "portal:hsds_item": Page(get=EVERYONE, arguments=at(kind="=organizations", pk="hsds_id")),
    "portal:hsds_package": Page(get=EVERYONE),
    "portal:api_unknown": Page(arguments=at(rest="=nie-ma-takiego")),
    "portal:search": Page(get=EVERYONE),
    "portal:search_suggestions": Page(get=EVERYONE),
}

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
TRY_EVERYTHING = frozenset({PASSER_BY, EDITOR, ADMINISTRATOR})
BY_PART = {"area_slug": "area", "slug": "organisation"}
"""What a part of an address stands for, where a row says nothing else."""
FILLED_BY_HAND = {
    "core:retry_job": "needs a job that failed: tests/core/test_retry_job.py",
    "core:discard_job": "needs a job that failed: tests/core/test_discard_job.py",
    "accounts:revoke_api_token": "one's own only: tests/accounts/test_revoke_api_token.py",
    "portal:api_organisations": "asks for a token: tests/portal/test_api_organisations.py",
    "portal:api_organisation": "asks for a token: tests/portal/test_api_organisation.py",
    "portal:api_contacts": "asks for a token: tests/portal/test_api_contacts.py",
    "portal:api_hours": "asks for a token: tests/portal/test_api_hours.py",
    "portal:api_events": "asks for a token: tests/portal/test_api_events.py",
}
"""Pages whose objects this world does not hold; their own tests go through the roles."""


def url_patterns():
    found = {}

    def walk(patterns, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, pattern.namespace or namespace)
            elif isinstance(pattern, URLPattern):
                found[f"{namespace}:{pattern.name}"] = pattern

    walk(get_resolver().url_patterns, "")
    return found


def address(name, side):
    """The address of a page, with the objects of one side in it."""
    page, stands_for = PAGES[name], BY_PART | dict(PAGES[name].arguments)
    arguments = {}
    for part in url_patterns()[name].pattern.converters:
        told = stands_for[part]
        value = told[1:] if told.startswith("=") else getattr(side, told)
        arguments[part] = (
            getattr(value, "slug", getattr(value, "pk", value))
            if part.endswith("slug")
            else (getattr(value, "pk", value))
        )
    query = f"?{urlencode(page.query)}" if page.query else ""
    return reverse(name, kwargs=arguments) + query


def sides_of(name):
    """Own and other where the address or the row names something of an area; else one is enough."""
    parts = url_patterns()[name].pattern.converters
    return ("own", "other") if set(parts) - {"code", "token"} or PAGES[name].arguments else ("own",)


def ask(client, method, url, data=()):
    """Ask, and take back whatever that changed, in the database and in the browser."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, url, urlencode(data), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def is_sent_to_sign_in(response):
    """Say whether the middleware asks for sign-in: it always says where to come back to."""
    return response.status_code == 302 and response.url.startswith(f"{reverse('accounts:sign_in')}?next=")


def verdict(response, role, page, *, is_allowed):
    """Return what is wrong with an answer, or nothing."""
    status = response.status_code
    if status >= 500:
        return f"breaks with {status}"
    refused = status in {403, 404, 405} or is_sent_to_sign_in(response)
    if is_allowed:
        return f"is turned away with {status}" if refused else ""
    if not refused:
        return f"is let in with {status}"
    if role != PASSER_BY and status not in {page.refused, 404, 405}:
        return f"is turned away with {status} instead of {page.refused}"
    return ""


def test_every_page_has_a_row():
    ours = {name for name in url_patterns() if not name.startswith(":")}
    assert sorted(ours - set(PAGES) - set(FILLED_BY_HAND)) == [], "add a row to PAGES; see docs/add-a-page.md"
    assert sorted((set(PAGES) | set(FILLED_BY_HAND)) - ours) == []


def test_every_page_has_a_namespace():
    assert [name for name in url_patterns() if name.startswith(":")] == []


def test_every_address_leads_to_its_own_page(world):
    found = {name: resolve(address(name, world.own).partition("?")[0]).view_name for name in PAGES}
    assert {name: other for name, other in found.items() if other != name} == {}


@pytest.mark.parametrize("name", PAGES)
def test_page_lets_in_only_whom_it_should_and_shows_nobody_what_is_not_theirs(name, world, clients):
    page, wrong = PAGES[name], []
    for side in sides_of(name):
        url = address(name, getattr(world, side))
        for role in ROLES:
            for method in METHODS if role in TRY_EVERYTHING else METHODS[:2]:
                response = ask(clients[role], method, url, page.data if method == "POST" else ())
                complaint = verdict(response, role, page, is_allowed=role in page.allowed(method, side))
                if complaint:
                    wrong.append(f"{role} {complaint}: {method} {side} {url}")
                if method == "GET":
                    wrong += [
                        f"{role} reads {found}: {side} {url}" for found in not_for(role, response, world.canaries)
                    ]
    assert wrong == []


def test_a_page_for_signed_in_people_asks_a_passer_by_to_sign_in_and_comes_back(world):
    for name, page in PAGES.items():
        if page.get and PASSER_BY not in page.get:
            url = address(name, world.own)
            assert Client().get(url).url == f"{reverse('accounts:sign_in')}?{urlencode({'next': url}, safe='/')}", name


def test_roles_are_all_in_the_world(clients):
    assert set(clients) == set(ROLES)
