import pytest

from podworko.core import versions
from podworko.core.visibility import Visibility
from podworko.organisations.choices import ContactKind, LegalForm, MembershipRole, ParentRole, Precision, Status
from podworko.organisations.models import OrganisationIdentifier
from podworko.resources.choices import AccessFeature, Answer, Cost
from podworko.resources.models import Accessibility, HoursException, HoursState, OpeningHours
from tests.factories import (
    AreaFactory,
    ContactFactory,
    ContactFieldFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    ResourceFactory,
)
from tests.portal.conftest import MIDDLE
from tests.portal.pages import titles, words

ADDRESS = "/podworze/organisations/szkola/"


def public(area, name, **values):
    return OrganisationFactory(home_area=area, name=name, visibility=Visibility.PUBLIC, **values)


def test_azory_pharmacy_is_one_organisation_with_three_places(client, azory):
    response = client.get("/azory/organisations/apteka-pod-owieczka/")
    text = words(response)
    for address in ("Józefa Elsnera 3", "Marii Jaremy 5", "Tadeusza Makowskiego 4"):
        assert f"{address}, Kraków" in text
    assert "Nie wiadomo, czy działa" in text
    assert "Kontakt niepotwierdzony" in text


@pytest.mark.parametrize("today", ["2026-11-21", "2027-03-21"])
def test_azory_entry_says_how_long_ago_it_was_checked(client, azory, time_machine, today):
    time_machine.move_to(f"{today} 12:00+01:00")
    years = {"2026-11-21": "7 lat", "2027-03-21": "8 lat"}[today]
    text = words(client.get("/azory/organisations/apteka-hygieia/"))
    assert f"Sprawdzono 20.03.2019 ({years} temu)" in text.replace("\xa0", " ")
    assert "To już dawno: coś mogło się zmienić." in text


def test_azory_shows_no_flat_number(client, azory):
    response = client.get("/azory/organisations/stowarzyszenie-pacjentow-i-ich-przyjaciol-zaufanie/")
    assert "Józefa Chełmońskiego 4, Kraków" in words(response)
    assert "/62" not in response.text


def test_azory_name_stays_as_printed_with_the_right_one_beside(client, azory):
    text = words(client.get("/azory/organisations/krakowski-klub-siermiery-kks-krakow/"))
    assert "Krakowski Klub Siermiery KKS Kraków Prawdopodobnie: Krakowski Klub Szermierzy KKS Kraków" in text


def test_what_was_not_asked_is_said(client, make_entry):
    make_entry()
    text = words(client.get(ADDRESS))
    assert "Godziny nie wiadomo" in text
    assert "Dostępność jeszcze nie pytano" in text
    assert "Nikt tego jeszcze nie sprawdził" in text
    assert "Sektor jeszcze nie pytano" in text


def test_contacts_stand_by_role_with_the_phone_first(client, make_entry):
    location = make_entry()
    contact = ContactFactory(organisation=location.organisation, role="sekretariat")
    ContactFieldFactory(contact=contact, kind=ContactKind.EMAIL, value="szkola@example.org", public=True)
    ContactFieldFactory(contact=contact, value="+48 12 000 00 00", public=True)
    ContactFieldFactory(contact=contact, value="600 000 000", visibility=Visibility.PARTNERS)
    response = client.get(ADDRESS)
    assert 'href="tel:+48120000000"' in response.text
    assert 'href="mailto:szkola@example.org"' in response.text
    text = words(response)
    assert "sekretariat +48 12 000 00 00 szkola@example.org" in text
    assert "600 000 000" not in text
    assert "Kontakt niepotwierdzony" not in text


def test_name_of_who_holds_a_role_is_shown_only_where_it_may_be(client, make_entry):
    organisation = make_entry().organisation
    for name, visibility in (("Anna Jawna", Visibility.PUBLIC), ("Jan Ukryty", Visibility.ORGANISATION)):
        contact = ContactFactory(
            organisation=organisation, role=f"rola {name}", holder_name=name, holder_visibility=visibility
        )
        ContactFieldFactory(contact=contact, public=True)
    # The names stand in the roles here, which search engines read too.
    text = client.get(ADDRESS).text.partition("application/ld+json")[0]
    assert text.count("Anna Jawna") == 2
    assert text.count("Jan Ukryty") == 1
    client.force_login(MembershipFactory(organisation=organisation, role=MembershipRole.MEMBER).user)
    assert client.get(ADDRESS).text.count("Jan Ukryty") == 2


def test_contact_of_who_has_left_is_not_shown(client, make_entry):
    contact = ContactFactory(organisation=make_entry().organisation, held_until="2020-01-01")
    ContactFieldFactory(contact=contact, public=True)
    assert "12 000 00 00" not in client.get(ADDRESS).text


def test_address_that_would_run_a_script_is_no_link(client, make_entry):
    contact = ContactFactory(organisation=make_entry().organisation)
    ContactFieldFactory(contact=contact, kind=ContactKind.WEBSITE, value="javascript:alert(1)", public=True)
    text = client.get(ADDRESS).text
    assert "javascript:alert(1)" in text
    assert 'href="javascript:' not in text


def test_hours_are_told_for_today_and_in_a_table(client, make_entry, time_machine):
    time_machine.move_to("2026-11-24 12:00+01:00")  # a Tuesday
    location = make_entry()
    for weekday in range(5):
        OpeningHours.objects.create(location=location, weekday=weekday, opens="08:00", closes="18:00")
    HoursException.objects.create(location=location, first_day="2026-12-24", last_day="2026-12-24", reason="Wigilia")
    HoursException.objects.create(location=location, first_day="2026-01-02", last_day="2026-01-02", reason="dawno")
    HoursState.objects.create(location=location, note="wejście od podwórza")
    text = words(client.get(ADDRESS))
    assert "otwarte dziś do 18:00" in text
    assert "pn–pt 8:00–18:00" in text
    assert "24.12.2026: nieczynne (Wigilia)" in text
    assert "dawno" not in text
    assert "wejście od podwórza" in text.replace("\xa0", " ")


def test_access_tells_answers_and_what_was_not_asked(client, make_entry):
    location = make_entry()
    Accessibility.objects.create(
        location=location, feature=AccessFeature.STEP_FREE, answer=Answer.PARTLY, note="próg 3 cm"
    )
    Accessibility.objects.create(location=location, feature=AccessFeature.LIFT, answer=Answer.NOT_ASKED)
    text = words(client.get(ADDRESS))
    assert "wejście bez schodów: częściowo – próg 3 cm" in text
    assert "Jeszcze nie pytano: winda, toaleta dostępna" in text


def test_resources_are_shown_with_what_is_not_known(client, make_entry):
    organisation = make_entry().organisation
    ResourceFactory(organisation=organisation, name="Sala", audiences=["seniors"], visibility=Visibility.PUBLIC)
    ResourceFactory(organisation=organisation, name="Rzutnik", cost=Cost.FREE, visibility=Visibility.PUBLIC)
    ResourceFactory(organisation=organisation, name="Sejf", visibility=Visibility.ORGANISATION)
    text = words(client.get(ADDRESS))
    assert "Sala usługa seniorzy koszt: jeszcze nie pytano" in text
    assert "Rzutnik usługa dla kogo: jeszcze nie pytano bezpłatnie" in text
    assert "Sejf" not in text


def test_relatives_are_named_only_if_they_may_be_seen(client, area, make_entry):
    parent = public(area, "Zespół")
    hidden = OrganisationFactory(home_area=area, name="Tajna")
    organisation = public(area, "Szkoła", parent=parent, parent_role=ParentRole.COMPLEX)
    public(area, "Filia", parent=organisation)
    OrganisationFactory(home_area=area, name="Tajna filia", parent=organisation)
    make_entry(organisation=organisation, operator=hidden)
    make_entry(organisation=public(area, "Stołówka"), operator=organisation)
    text = words(client.get(ADDRESS))
    assert "część zespołu Zespół" in text
    assert "Oddziały i części Filia" in text
    assert "Prowadzi też Stołówka" in text
    assert "Tajna" not in text


def test_operator_is_named_with_a_link(client, area, make_entry):
    make_entry(operator=public(area, "Towarzystwo"), operator_note="od 2010 roku")
    response = client.get(ADDRESS)
    assert "Kto prowadzi Towarzystwo ; od 2010 roku" in words(response)
    assert 'href="/podworze/organisations/towarzystwo/"' in response.text


def test_informal_group_has_a_page_like_all_others(client, area):
    public(area, "Szkoła", legal_form=LegalForm.INFORMAL_GROUP, role_in_area="sąsiedzi")
    text = words(client.get(ADDRESS))
    assert "grupa nieformalna" in text
    assert "Adresu nie ma w naszych źródłach." in text


def test_identifiers_and_source_are_shown(client, area):
    organisation = public(area, "Szkoła", source="mapa z 2019 roku")
    OrganisationIdentifier.objects.create(organisation=organisation, scheme="RSPO", value="12345")
    text = words(client.get(ADDRESS))
    assert "RSPO 12345" in text
    assert "Źródło mapa z 2019 roku" in text


def test_notes_for_editors_are_in_no_public_page(client, area, make_entry):
    organisation = public(area, "Szkoła", editor_note="NOTATKA")
    make_entry(organisation=organisation, editor_note="NOTATKA", address_as_printed="NOTATKA")
    assert "NOTATKA" not in client.get(ADDRESS).text


def test_confirmed_flat_is_shown_and_another_is_not(client, make_entry):
    location = make_entry(flat_number="62")
    assert "Długa 1/62" not in client.get(ADDRESS).text
    location.is_flat_confirmed = True
    location.save()
    assert "Długa 1/62" in client.get(ADDRESS).text


def test_closed_organisation_says_so(client, area):
    public(area, "Szkoła", status=Status.CLOSED, status_note="od września")
    assert "Już nie działa Od września" in words(client.get(ADDRESS)).replace("\xa0", " ")


def test_hidden_organisation_is_found_by_its_members_only(client, area):
    hidden = OrganisationFactory(home_area=area, name="Szkoła")
    assert client.get(ADDRESS).status_code == 404
    client.force_login(MembershipFactory(organisation=hidden, role=MembershipRole.MEMBER).user)
    assert "widzą: nasza organizacja" in words(client.get(ADDRESS))


def test_place_that_is_hidden_is_not_on_the_page(client, make_entry):
    location = make_entry(**MIDDLE)
    make_entry(organisation=location.organisation, street_name="Tajna", visibility=Visibility.ORGANISATION, **MIDDLE)
    text = client.get(ADDRESS).text
    assert "Tajna" not in text
    assert text.count("map-marker-shape") == 1


def test_page_of_an_organisation_kept_elsewhere_redirects_there(client, area):
    city = AreaFactory(slug="miasto")
    public(city, "Urząd", active_in=[city, area])
    response = client.get("/podworze/organisations/urzad/")
    assert (response.status_code, response["Location"]) == (302, "/miasto/organisations/urzad/")
    assert client.get(ADDRESS).status_code == 404


def test_guess_is_drawn_as_a_guess(client, make_entry):
    make_entry(precision=Precision.AREA, coordinate_error=350, **MIDDLE)
    response = client.get(ADDRESS)
    assert "map-marker--near" in response.text
    assert "położenie przybliżone: okolica (błąd może wynosić 350 m)" in words(response)


def test_page_is_unchanged_until_something_changes_in_the_area(client, make_entry, django_assert_num_queries):
    make_entry()
    versions.bump(["area:podworze"])
    tag = client.get(ADDRESS)["ETag"]
    with django_assert_num_queries(1):
        assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 304
    versions.bump(["area:podworze"])
    assert client.get(ADDRESS, headers={"If-None-Match": tag}).status_code == 200


def test_number_of_queries_does_not_grow_with_places(client, make_entry, django_assert_max_num_queries):
    location = make_entry(**MIDDLE)
    counted = []
    for _ in range(2):
        with django_assert_max_num_queries(12) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
        make_entry(organisation=location.organisation, **MIDDLE)
        make_entry(organisation=location.organisation)
    assert counted[0] == counted[1]


def test_page_names_what_it_organises_and_what_is_at_its_places(client, make_entry, area, time_machine):
    time_machine.move_to("2026-12-07 10:00+01:00")
    location = make_entry("Szkoła")
    school = location.organisation
    other = OrganisationFactory(home_area=area, visibility=Visibility.PUBLIC, name="Klub")
    common = {"visibility": Visibility.PUBLIC}
    EventFactory(**common, organisation=school, title="Zebranie")
    EventFactory(**common, organisation=other, title="Turniej", location=location)
    EventFactory(**common, organisation=other, title="Gdzie indziej")
    EventFactory(organisation=school, title="Tajne", visibility=Visibility.ORGANISATION)
    response = client.get(ADDRESS)
    assert titles(response) == ["Zebranie", "Turniej"]
    assert "Tajne" not in response.text
    assert 'href="webcal://localhost:8000/podworze/calendar.ics?place=szkola"' in response.text
    assert titles(client.get("/podworze/calendar/?place=szkola")) == ["Turniej"]
    assert titles(client.get("/podworze/calendar/?organiser=szkola")) == ["Zebranie"]


def test_page_seen_before_is_old_once_an_event_is_announced(client, make_entry, time_machine):
    time_machine.move_to("2026-12-07 10:00+01:00")
    school = make_entry("Szkoła").organisation
    versions.bump(["area:podworze"])
    tag = client.get(ADDRESS)["ETag"]
    assert "W kalendarzu" not in words(client.get(ADDRESS))
    EventFactory(organisation=school, title="Zebranie", visibility=Visibility.PUBLIC)
    assert titles(client.get(ADDRESS, headers={"If-None-Match": tag})) == ["Zebranie"]
