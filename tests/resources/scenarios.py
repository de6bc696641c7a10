"""One run of every action of `resources`; see tests/test_actions_are_recorded.py."""

from uuid import uuid4

from podworko.core import tokens
from podworko.core.restoring import VERB
from podworko.core.tables.sheet import Sheet, Tables
from podworko.resources.actions import (
    accessibility,
    category,
    entry,
    freshness,
    freshness_settings,
    hours,
    import_reading,
    import_undoing,
    importing,
    listing,
    quality,
    resource,
    suggestion,
)
from podworko.resources.actions.correcting import Correction
from podworko.resources.actions.freshness import Said
from podworko.resources.choices import ReplyChannel, ReplyKind
from podworko.resources.importing import session
from podworko.resources.importing.columns import Columns
from podworko.resources.models import FreshnessLetter, FreshnessLink, FreshnessMailbox, ImportedFile, RegisterImport
from podworko.resources.quality import Kind
from tests.factories import AreaFactory, CategoryFactory, LocationFactory, OrganisationFactory, ResourceFactory
from tests.organisations.scenarios import PHONE

NOT_RECORDED = {
    "resources/actions/hours.py::hours_table": "reads",
    "resources/actions/freshness_values.py": "carries a reply over by the actions of the register",
    "resources/actions/listing.py::listed_under": "reads",
    "resources/actions/correcting.py": "called by the actions",
    "resources/actions/import_reading.py": "what the file of an import holds; nothing of the register",
    "resources/actions/import_bulk.py": "called by the actions",
    "resources/actions/import_changes.py": "called by the actions",
}
SPAN = {"weekday": 0, "opens": "08:00", "closes": "16:00"}


def add_entry(by):
    place = CategoryFactory()
    entry.add_entry(
        area=place.area,
        organisation={"name": "Apteka"},
        location={"street_name": "Weissa"},
        category_ids=[place.pk],
        contact={"role": "kontakt ogólny"},
        ways=[PHONE],
        by=by,
    )


def reply_of(kind, by, channel=ReplyChannel.MAIL):
    return freshness.record_reply(OrganisationFactory(), Said(kind, channel, note="słowami"), by=by)


def confirm_entries(by):
    letter = FreshnessLetter.objects.create(mailbox=mailbox(), day="2026-11-24")
    link = FreshnessLink.objects.create(
        letter=letter, purpose="confirm_all", token_digest="x", expires_at="2099-01-01T00:00Z"
    )
    freshness.confirm_entries(link, [OrganisationFactory()], by=by)


def undo_confirmations(by):
    letter = FreshnessLetter.objects.create(mailbox=mailbox(), day="2026-11-24")
    link = FreshnessLink.objects.create(
        letter=letter, purpose="confirm_all", token_digest="x", expires_at="2099-01-01T00:00Z"
    )
    freshness.undo_confirmations(link, [reply_of(ReplyKind.CURRENT, None)], by=by)


def mailbox():
    box = FreshnessMailbox(email="biuro@klub.example")
    box.key_digest = tokens.digest(box.key)
    box.save()
    return box


def resume_mails(by):
    freshness_settings.resume_mails(freshness_settings.stop_mails(mailbox(), by=by), by=by)


def move_category(by):
    first = CategoryFactory(position=0)
    second = CategoryFactory(area=first.area, position=1)
    category.move_category(second, up=True, by=by)


def set_categories(by):
    place = LocationFactory()
    listing.set_categories(place, category_ids=[CategoryFactory(area=place.area).pk], by=by)


def left(kind="new", **values):
    given = {"kind": kind, "changes": {"name": ["", "Szewc"]}, **values}
    area = given["organisation"].home_area if "organisation" in given else AreaFactory()
    return suggestion.suggest_entry(area=area, values=given, token=uuid4(), by=None)


def correction():
    organisation = OrganisationFactory(name="Klub", visibility="public")
    return left("correction", organisation=organisation, changes={"name": ["Klub", "Klub Pod Dębem"]})


def accept_correction(by):
    wanted = Correction(own={"name": "Klub Pod Dębem"})
    return suggestion.accept_correction(correction(), correction=wanted, seen={"name": "Klub"}, by=by)


def accept_closure(by):
    said = left("closure", organisation=OrganisationFactory(), changes={}, note="kartka na drzwiach")
    suggestion.accept_closure(said, reason="kartka na drzwiach", by=by)


def take_entry(by):
    one = left()
    parts = {"location": None, "category_ids": [], "contact": {}, "ways": []}
    suggestion.take_entry(one, area=one.area, organisation={"name": "Szewc"}, by=by, **parts)


def join_suggestion(by):
    one = left()
    suggestion.join_suggestion(one, organisation=OrganisationFactory(home_area=one.area), by=by)


def asked(by=None):
    return suggestion.ask_about_suggestion(left(), question="Który to numer?", by=by)


SUGGESTIONS = {
    "suggest_entry": lambda by: suggestion.suggest_entry(
        area=AreaFactory(), values={"kind": "new", "changes": {"name": ["", "Szewc"]}}, token=uuid4(), by=by
    ),
    "take_entry": take_entry,
    "accept_correction": accept_correction,
    "accept_closure": accept_closure,
    "join_suggestion": join_suggestion,
    "decline_entry_suggestion": lambda by: suggestion.decline_entry_suggestion(left(), reason="Nie tu.", by=by),
    "set_aside": lambda by: suggestion.set_aside(left(), by=by),
    "ask_about_suggestion": asked,
    "answer_question": lambda by: suggestion.answer_question(asked(), answer="12", by=by),
    "reopen_suggestion": lambda by: suggestion.reopen_suggestion(accept_correction(None), by=by),
}


def ignore_problem(by):
    return quality.ignore_problem(
        OrganisationFactory(), location=None, kind=Kind.STALE, facts="0", reason="Dzwonili wczoraj.", by=by
    )


def accept_problem_correction(by):
    organisation = OrganisationFactory(name="Klub Siermiery")
    quality.accept_correction(
        organisation, location=None, kind=Kind.PROBABLE_TYPO, correction="Klub Szermierzy", by=by
    )


def read_import():
    area = AreaFactory()
    made = importing.start_import(area=area, file_name="spis.csv", content=b"", by=None)
    RegisterImport.objects.filter(pk=made.pk).update(state="columns")
    sheet = Sheet("", [["Nazwa"], ["Klub Sowa"]], [1, 2])
    ImportedFile.objects.filter(pk=made.pk).update(tables=session.pack(Tables("csv", [sheet])))
    return RegisterImport.objects.get(pk=made.pk)


def compared_import():
    made = importing.choose_columns(read_import(), columns=Columns(0, 0, ("name",)), options={}, by=None)
    return import_reading.compare_import(made)


SCENARIOS = {
    **{f"resources/actions/suggestion.py::{name}": run for name, run in SUGGESTIONS.items()},
    "resources/actions/quality.py::accept_correction": accept_problem_correction,
    "resources/actions/quality.py::ignore_problem": ignore_problem,
    "resources/actions/quality.py::heed_problem": lambda by: quality.heed_problem(ignore_problem(None), by=by),
    "resources/actions/importing.py::start_import": lambda by: importing.start_import(
        area=AreaFactory(), file_name="spis.csv", content=b"Nazwa", by=by
    ),
    "resources/actions/importing.py::choose_columns": lambda by: importing.choose_columns(
        read_import(), columns=Columns(0, 0, ("name",)), options={}, by=by
    ),
    "resources/actions/importing.py::decide_rows": lambda by: importing.decide_rows(
        compared_import(), decisions={0: "leave"}, by=by
    ),
    "resources/actions/importing.py::commit_import": lambda by: importing.commit_import(compared_import(), by=by),
    "resources/actions/importing.py::delete_import": lambda by: importing.delete_import(compared_import(), by=by),
    "resources/actions/import_undoing.py::undo_import": lambda by: import_undoing.undo_import(
        importing.commit_import(compared_import(), by=None), by=by
    ),
    "resources/actions/category.py::create_default_categories": lambda by: category.create_default_categories(
        AreaFactory(), by=by
    ),
    "resources/actions/category.py::add_category": lambda by: category.add_category(
        area=AreaFactory(),
        values={"name": "Sport", "letter": "B", "shape": "star", "colour": "#1F5B47"},
        by=by,
    ),
    "resources/actions/category.py::change_category": lambda by: category.change_category(
        CategoryFactory(), values={"name": "Sport"}, by=by
    ),
    "resources/actions/category.py::restore_category": lambda by: category.restore_category(
        CategoryFactory(), values={"name": "Sport"}, by=by, verb=VERB
    ),
    "resources/actions/category.py::bring_back_category": lambda by: category.bring_back_category(
        category.delete_category(CategoryFactory(), by=None), by=by, verb=VERB
    ),
    "resources/actions/category.py::move_category": move_category,
    "resources/actions/category.py::delete_category": lambda by: category.delete_category(CategoryFactory(), by=by),
    "resources/actions/listing.py::set_categories": set_categories,
    "resources/actions/listing.py::restore_location": lambda by: listing.restore_location(
        LocationFactory(), values={"street_name": "Weissa"}, by=by, verb=VERB
    ),
    "resources/actions/accessibility.py::set_accessibility": lambda by: accessibility.set_accessibility(
        LocationFactory(), answers={"lift": {"answer": "yes", "note": ""}}, by=by
    ),
    "resources/actions/hours.py::set_opening_hours": lambda by: hours.set_opening_hours(
        LocationFactory(), table={"spans": [SPAN]}, by=by
    ),
    "resources/actions/resource.py::add_resource": lambda by: resource.add_resource(
        organisation=OrganisationFactory(), values={"kind": "room", "name": "Sala"}, by=by
    ),
    "resources/actions/resource.py::change_resource": lambda by: resource.change_resource(
        ResourceFactory(), values={"name": "Sala"}, by=by
    ),
    "resources/actions/resource.py::delete_resource": lambda by: resource.delete_resource(ResourceFactory(), by=by),
    "resources/actions/entry.py::add_entry": add_entry,
    "resources/actions/freshness.py::record_reply": lambda by: reply_of(ReplyKind.CURRENT, by),
    "resources/actions/freshness.py::confirm_entries": confirm_entries,
    "resources/actions/freshness.py::undo_confirmations": undo_confirmations,
    "resources/actions/freshness.py::accept_reply": lambda by: freshness.accept_reply(
        reply_of(ReplyKind.GONE, by), by=by
    ),
    "resources/actions/freshness.py::decline_reply": lambda by: freshness.decline_reply(
        reply_of(ReplyKind.GONE, by), reason="działa", by=by
    ),
    "resources/actions/freshness.py::undo_reply": lambda by: freshness.undo_reply(
        reply_of(ReplyKind.CURRENT, by), by=by
    ),
    "resources/actions/freshness.py::count_signal": lambda by: freshness.count_signal(
        OrganisationFactory(), mark="znak", by=by
    ),
    "resources/actions/freshness_settings.py::set_freshness": lambda by: freshness_settings.set_freshness(
        AreaFactory(), values={"is_on": True}, by=by
    ),
    "resources/actions/freshness_settings.py::stop_mails": lambda by: freshness_settings.stop_mails(mailbox(), by=by),
    "resources/actions/freshness_settings.py::resume_mails": resume_mails,
}
