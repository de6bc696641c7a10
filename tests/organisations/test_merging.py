"""Two entries become one and one becomes two again: nothing is lost on either way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint

from podworko.core.audit import StaleVersionError, snapshot
from podworko.core.models import AuditEntry, SearchDocument
from podworko.core.search import index
from podworko.core.visibility import Visibility
from podworko.needs.actions.asking import note_asking
from podworko.needs.actions.response import add_response
from podworko.needs.models import Asking
from podworko.organisations import moving
from podworko.organisations.actions import organisation as organisations
from podworko.organisations.actions.merging import merge_organisations, undo_merge
from podworko.organisations.actions.pair import name_pair, settle_pair
from podworko.organisations.choices import LinkLevel, MembershipRole, PairAnswer
from podworko.organisations.models import Contact, ContactField, Link, Location, Membership, Merge, Organisation, Pair
from podworko.resources.actions.hours import set_opening_hours
from podworko.resources.models import Listing, OpeningHours
from tests.factories import (
    AreaFactory,
    CardFactory,
    CategoryFactory,
    ContactFactory,
    ContactFieldFactory,
    EventFactory,
    FeedFactory,
    ListingFactory,
    LocationFactory,
    MembershipFactory,
    OrganisationFactory,
    ProblemFactory,
    ResourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
POINTED_AT = (Organisation, Location, Contact)


@pytest.fixture
def pair():
    """Two entries of one pharmacy; both hold all kinds of things."""
    area = AreaFactory(name="Azory")
    kept = OrganisationFactory(home_area=area, name="Apteka Słoneczna", visibility=Visibility.PUBLIC)
    merged = OrganisationFactory(
        home_area=area, name="Słoneczna", slug="sloneczna", visibility=Visibility.PUBLIC, description="Leki."
    )
    category = CategoryFactory(area=area)
    for organisation in (kept, merged):
        place = LocationFactory(organisation=organisation, street_name="Józefa Mehoffera", house_number="17")
        ListingFactory(location=place, category=category)
        contact = ContactFactory(organisation=organisation, role="kontakt ogólny")
        ContactFieldFactory(contact=contact, value="+48 12 345 67 89")
    return kept, merged


def merge(pair, by=None, **values):
    kept, merged = pair
    return merge_organisations(merged=merged, kept=kept, **{"values": {}, "joined_places": {}, "by": by, **values})


def picture():
    """All rows that point at what can be merged, as they stand."""
    found = {}
    for model in POINTED_AT:
        for label, pointer in moving.relations_to(model):
            if label.startswith("organisations.Merge"):
                continue
            for row in pointer.model._base_manager.all():
                values = snapshot(row)
                for name in ("version", "changed_at", "created_at"):
                    values.pop(name, None)
                found[label, row.pk] = values
    return found


def test_every_relation_has_a_rule_for_merging():
    declared = set(moving.rules())
    found = {label for model in POINTED_AT for label, _pointer in moving.relations_to(model)}
    assert found - declared == set(), "say in <app>/merging.py what becomes of these when two entries are merged"
    assert declared - found == set()


def test_every_unique_constraint_over_a_relation_is_thought_of():
    missing = []
    for model in POINTED_AT:
        for label, pointer in moving.relations_to(model):
            rule = moving.rules()[label]
            missing += [
                f"{label}: {constraint.name}"
                for constraint in moving.constraints_over(pointer)
                if isinstance(constraint, UniqueConstraint)
                and constraint.name not in rule.once
                # Two things that both answer one problem, or rows that the merge makes differ.
                and constraint.name not in {"one_primary_category", "merged_once"}
            ]
            if pointer.unique:
                assert rule.is_copied, label
    assert missing == []


def test_all_that_belonged_to_the_merged_one_belongs_to_the_kept_one(pair):
    kept, merged = pair
    event = EventFactory(organisation=merged, area=merged.home_area, location=merged.locations.get())
    feed = FeedFactory(organisation=merged, area=merged.home_area)
    resource = ResourceFactory(organisation=merged)
    problem = ProblemFactory(area=merged.home_area, organisation=merged)
    part = OrganisationFactory(parent=merged, parent_role="branch")
    operated = LocationFactory(operator=merged)
    merge(pair)
    for row in (event, feed, resource, problem):
        row.refresh_from_db()
        assert row.organisation_id == kept.pk
    part.refresh_from_db()
    operated.refresh_from_db()
    assert (part.parent_id, operated.operator_id) == (kept.pk, kept.pk)
    assert kept.locations.count() == 2
    assert not Organisation.objects.filter(pk=merged.pk).exists()


def test_members_of_both_remain_and_who_kept_one_keeps_it(pair):
    kept, merged = pair
    both = MembershipFactory(organisation=kept).user
    MembershipFactory(organisation=merged, user=both, role=MembershipRole.EDITOR)
    only = MembershipFactory(organisation=merged).user
    merge(pair)
    roles = dict(Membership.objects.filter(organisation=kept).values_list("user", "role"))
    assert roles == {both.pk: MembershipRole.EDITOR, only.pk: MembershipRole.MEMBER}


def test_contacts_with_the_same_number_become_one(pair):
    kept, merged = pair
    ContactFieldFactory(contact=merged.contacts.get(), kind="email", value="apteka@example.org")
    merge(pair)
    contact = Contact.objects.get(organisation=kept)
    assert sorted(contact.fields.values_list("value", flat=True)) == ["+48 12 345 67 89", "apteka@example.org"]


def test_contacts_of_two_people_stay_two(pair):
    kept, merged = pair
    Contact.objects.filter(organisation=kept).update(holder_name="Anna")
    Contact.objects.filter(organisation=merged).update(holder_name="Jan")
    merge(pair)
    assert Contact.objects.filter(organisation=kept).count() == 2


def test_places_at_one_address_are_joined_when_asked(pair):
    kept, merged = pair
    one, other = merged.locations.get(), kept.locations.get()
    event = EventFactory(organisation=merged, area=merged.home_area, location=one)
    set_opening_hours(one, table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None)
    merge(pair, joined_places={one.pk: other.pk})
    event.refresh_from_db()
    assert event.location_id == other.pk
    assert Location.objects.filter(organisation=kept).count() == 1
    assert OpeningHours.objects.get().location_id == other.pk
    assert Listing.objects.get(location=other).is_primary


def test_undoing_puts_everything_back(pair):
    kept, merged = pair
    user = MembershipFactory(organisation=kept).user
    MembershipFactory(organisation=merged, user=user, role=MembershipRole.EDITOR)
    MembershipFactory(organisation=merged)
    EventFactory(organisation=merged, area=merged.home_area, location=merged.locations.get())
    ResourceFactory(organisation=merged, location=merged.locations.get())
    problem = ProblemFactory(area=merged.home_area, organisation=merged)
    add_response(problem, values={"organisation_id": merged.pk, "note": "pomoże"}, by=None)
    add_response(problem, values={"organisation_id": kept.pk}, by=None)
    set_opening_hours(
        merged.locations.get(), table={"spans": [{"weekday": 0, "opens": "08:00", "closes": "16:00"}]}, by=None
    )
    ContactFieldFactory(contact=merged.contacts.get(), kind="email", value="apteka@example.org")
    OrganisationFactory(parent=merged, parent_role="branch")
    before = picture()
    made = merge(
        pair,
        values={"description": "Leki.", "name": "Słoneczna"},
        joined_places={merged.locations.get().pk: kept.locations.get().pk},
    )
    assert picture() != before
    undone = undo_merge(made, by=None)
    assert undone.left == []
    assert picture() == before
    assert Organisation.objects.get(pk=merged.pk).slug == "sloneczna"


def test_what_changed_since_is_left_alone_and_told(pair):
    kept, merged = pair
    other = OrganisationFactory(home_area=kept.home_area)
    resource = ResourceFactory(organisation=merged)
    made = merge(pair, values={"description": "Leki."})
    resource.refresh_from_db()
    resource.organisation = other
    resource.save()
    kept.refresh_from_db()
    organisations.change_organisation(kept, values={"description": "Leki i zioła."}, by=None)
    undone = undo_merge(made, by=None)
    assert {move.model for move in undone.left} == {"resources.Resource", "organisations.Organisation"}
    resource.refresh_from_db()
    kept.refresh_from_db()
    assert resource.organisation_id == other.pk
    assert kept.description == "Leki i zioła."


def test_merging_twice_or_undoing_twice_changes_nothing(pair):
    kept, merged = pair
    made = merge(pair)
    with pytest.raises(ValidationError):
        merge(pair)
    with pytest.raises(ValidationError):
        merge((merged, kept))
    undo_merge(made, by=None)
    with pytest.raises(ValidationError):
        undo_merge(made, by=None)
    assert Merge.objects.count() == 1


def test_who_saw_an_older_version_merges_nothing(pair):
    kept, merged = pair
    organisations.change_organisation(merged, values={"description": "Inny opis."}, by=None)
    with pytest.raises(StaleVersionError):
        merge(pair, versions={kept.pk: kept.version, merged.pk: merged.version})
    assert Organisation.objects.filter(pk=merged.pk).exists()


def test_two_merges_in_a_row_lead_to_the_last_one_and_are_undone_in_turn(pair, client):
    kept, merged = pair
    third = OrganisationFactory(home_area=kept.home_area, name="Trzecia", slug="trzecia", visibility=Visibility.PUBLIC)
    first = merge(pair)
    second = merge((third, kept))
    response = client.get(f"/{kept.home_area.slug}/organisations/sloneczna/")
    assert response.status_code == 301
    assert response.headers["location"].endswith("/trzecia/")
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="Najpierw cofnij"):
        undo_merge(first, by=None)
    undo_merge(second, by=None)
    first.refresh_from_db()
    undo_merge(first, by=None)
    assert Organisation.objects.filter(pk__in=[kept.pk, merged.pk, third.pk]).count() == 3


def test_old_addresses_lead_to_the_kept_entry(pair, client):
    kept, _merged = pair
    base = f"/{kept.home_area.slug}/organisations"
    assert client.get(f"{base}/sloneczna/").status_code == 200
    made = merge(pair)
    response = client.get(f"{base}/sloneczna/?z=qr")
    assert (response.status_code, response.headers["location"]) == (301, f"{base}/{kept.slug}/?z=qr")
    assert response.headers["Cache-Control"] == "no-store"
    client.force_login(MembershipFactory(organisation=kept, role=MembershipRole.EDITOR).user)
    response = client.post(f"{base}/sloneczna/edit/", {})
    assert (response.status_code, response.headers["location"]) == (308, f"{base}/{kept.slug}/edit/")
    undo_merge(made, by=None)
    assert client.get(f"{base}/sloneczna/").status_code == 200


def test_an_old_address_gives_nothing_hidden_away(pair, client):
    kept, _merged = pair
    Organisation.objects.filter(pk=kept.pk).update(visibility=Visibility.ORGANISATION)
    merge(pair)
    assert client.get(f"/{kept.home_area.slug}/organisations/sloneczna/").status_code == 404


def test_the_old_address_is_not_given_to_another(pair):
    kept, _merged = pair
    merge(pair)
    made = organisations.add_organisation(area=kept.home_area, values={"name": "Słoneczna"}, by=None)
    assert made.slug == "sloneczna-2"


def test_subscribed_calendar_of_the_merged_one_goes_on(pair, client):
    kept, merged = pair
    EventFactory(organisation=merged, area=merged.home_area, title="Pomiar ciśnienia", visibility=Visibility.PUBLIC)
    merge(pair)
    text = client.get(f"/{kept.home_area.slug}/calendar.ics?organiser=sloneczna").text
    assert "Pomiar ciśnienia" in text


def test_both_histories_are_read_together(pair, client):
    kept, merged = pair
    organisations.change_organisation(merged, values={"description": "Leki i zioła."}, by=UserFactory(name="Zofia"))
    merged.refresh_from_db()
    merge(pair, by=UserFactory(name="Kora"))
    client.force_login(MembershipFactory(organisation=kept, role=MembershipRole.EDITOR).user)
    text = client.get(f"/{kept.home_area.slug}/organisations/{kept.slug}/history/").text
    assert "Zofia" in text
    assert "Leki i zioła." in text
    assert "Połączenie wpisów" in text


def test_bringing_the_merged_entry_back_from_the_history_undoes_the_whole(pair):
    kept, merged = pair
    made = merge(pair)
    entry = AuditEntry.objects.get(pk=made.deletions[0])
    from podworko.core.restoring import restore_version

    restore_version(entry, by=UserFactory())
    made.refresh_from_db()
    assert made.undone_at is not None
    assert merged.locations.count() == kept.locations.count() == 1


def test_search_finds_the_kept_entry_only(pair):
    _kept, merged = pair
    index.rebuild()
    made = merge(pair)
    assert not SearchDocument.objects.filter(source="organisations.organisation", source_id=merged.pk).exists()
    undo_merge(made, by=None)
    assert SearchDocument.objects.filter(source="organisations.organisation", source_id=merged.pk).exists()


def test_who_belongs_to_the_one_it_is_merged_into_does_not_become_its_own_parent(pair):
    kept, merged = pair
    organisations.change_organisation(kept, values={"parent_id": merged.pk, "parent_role": "branch"}, by=None)
    kept.refresh_from_db()
    merge(pair)
    kept.refresh_from_db()
    assert kept.parent_id is None


def test_a_mail_that_comes_back_is_forgotten_with_its_address():
    from podworko.organisations.actions.contact import change_contact_field, mark_bouncing

    way = ContactFieldFactory(kind="email", value="stary@example.org")
    mark_bouncing(way, is_bouncing=True, by=None)
    assert ContactField.objects.get(pk=way.pk).bounced_on == date.today()  # noqa: DTZ011
    change_contact_field(way, values={"value": "nowy@example.org"}, by=None)
    assert ContactField.objects.get(pk=way.pk).bounced_on is None


def test_what_is_new_of_the_register_goes_with_the_merged_one_and_comes_back(pair):
    kept, merged = pair
    third = OrganisationFactory(home_area=kept.home_area, name="Szkoła")
    link = Link.objects.create(area=kept.home_area, first=merged, second=third, level=LinkLevel.ACTIONS)
    own = Link.objects.create(area=kept.home_area, first=kept, second=merged, level=LinkLevel.INFORMAL)
    note_asking(merged, values={"needs_nothing": True}, by=None)
    card = CardFactory(organisation=merged, title="Stoły")
    made = merge(pair)
    assert (refreshed(link).first_id, refreshed(card).organisation_id) == (kept.pk, kept.pk)
    assert not Link.objects.filter(pk=own.pk).exists()
    assert Asking.objects.get(organisation=kept).needs_nothing
    undo_merge(made, by=None)
    assert (refreshed(link).first_id, refreshed(card).organisation_id) == (merged.pk, merged.pk)
    assert Link.objects.get(pk=own.pk).second_id == merged.pk
    assert [row.organisation_id for row in Asking.objects.all()] == [merged.pk]


def of_two(one, other):
    first, second = sorted((one.pk, other.pk))
    return Pair.objects.filter(first=first, second=second).first()


def said_different(one, other, by=None):
    return settle_pair(name_pair(one, other, by=None), answer=PairAnswer.DIFFERENT, by=by)


def test_that_it_is_another_one_is_said_of_the_kept_entry_too_and_taken_back_with_the_merge(pair):
    kept, merged = pair
    somebody = UserFactory()
    third = OrganisationFactory(home_area=kept.home_area, name="Słoneczna Polana")
    said_different(merged, third, by=somebody)
    made = merge(pair)
    assert (of_two(kept, third).answer, of_two(kept, third).answered_by) == (PairAnswer.DIFFERENT, somebody)
    assert Pair.objects.count() == 1
    undo_merge(made, by=None)
    assert of_two(kept, third) is None
    assert of_two(merged, third).answer == PairAnswer.DIFFERENT


def test_that_it_is_another_one_outweighs_that_nobody_had_looked(pair):
    kept, merged = pair
    third = OrganisationFactory(home_area=kept.home_area, name="Słoneczna Polana")
    waiting = Pair.objects.create(first=kept, second=third, strength=80)
    said_different(merged, third)
    made = merge(pair)
    assert refreshed(waiting).answer == PairAnswer.DIFFERENT
    undo_merge(made, by=None)
    assert (refreshed(waiting).answer, refreshed(waiting).answered_at) == (PairAnswer.WAITING, None)


def test_that_two_were_once_thought_different_does_not_outlive_their_merging(pair):
    said_different(*pair)
    merge(pair)
    assert not Pair.objects.exists()


def test_answer_goes_along_through_two_merges(pair):
    kept, merged = pair
    third = OrganisationFactory(home_area=kept.home_area, name="Słoneczna Polana")
    last = OrganisationFactory(home_area=kept.home_area, name="Apteka Pod Słońcem")
    said_different(merged, third)
    merge(pair)
    merge((last, kept))
    assert of_two(last, third).answer == PairAnswer.DIFFERENT


def refreshed(row):
    return type(row).objects.get(pk=row.pk)
