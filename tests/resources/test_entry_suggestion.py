import pytest

from podworko.core.models import AuditEntry
from podworko.organisations.actions.organisation import change_organisation, delete_organisation
from podworko.organisations.models import Location, Organisation
from podworko.resources.models import EntrySuggestion
from tests.factories import LocationFactory, OrganisationFactory
from tests.register import form_on
from tests.resources.suggesting import correct, leave, office


def page_of(one):
    return f"/azory/suggestions/{one.pk}/"


def shown(client, one):
    return form_on(client.get(page_of(one)), having="reason" if one.kind == "closure" else "seen")


def plain(answer):
    return answer.text.replace("\N{NO-BREAK SPACE}", " ")


def test_each_value_is_accepted_or_left(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6", description="Szkoła z basenem.")
    sent = shown(client, one).filled(take_name="leave", take_description="accept")
    assert client.post(page_of(one), sent).status_code == 302
    estate.school.refresh_from_db()
    assert (estate.school.name, estate.school.description) == ("Szkoła nr 5", "Szkoła z basenem.")
    one.refresh_from_db()
    assert one.state == "taken"


def test_value_is_mended_before_it_is_accepted(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 66")
    client.post(page_of(one), shown(client, one).filled(name="Szkoła nr 6"))
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 6"


def test_everything_that_can_be_corrected_is_applied_and_undone(signed_in, estate):
    client = signed_in("coordinator")
    way, place = office(estate), estate.place
    other = estate.area.categories.exclude(pk=estate.category.pk).get()
    one = correct(
        estate,
        website="szkola5.example",
        email="sekretariat@szkola5.example",
        **{
            f"way:{way.pk}": "12 345 67 80",
            f"address:{place.pk}": "Józefa Elsnera 3/4",
            f"category:{place.pk}": str(other.pk),
            f"hours:{place.pk}": "pn-pt 8-16; sob 9-13",
        },
    )
    EntrySuggestion.objects.filter(pk=one.pk).update(changes=as_seen(estate, one))
    client.post(page_of(one), shown(client, one).filled(is_for_all="on"))
    page = plain(client.get("/azory/organisations/szkola-nr-5/"))
    for word in (
        "szkola5.example",
        "sekretariat@szkola5.example",
        "+48 12 345 67 80",
        "Józefa Elsnera 3",
        "9:00–13:00",
    ):
        assert word in page
    assert "Elsnera 3/4" not in page
    assert place.listings.get(is_primary=True).category == other
    client.post(f"{page_of(one)}reopen/")
    page = plain(client.get("/azory/organisations/szkola-nr-5/"))
    for word in ("szkola5.example", "sekretariat@", "12 345 67 80", "Elsnera", "9:00–13:00"):
        assert word not in page
    assert "+48 12 345 67 89" in page
    assert "Wojciecha Weissa 8" in page
    one.refresh_from_db()
    assert (one.state, one.applied) == ("waiting", [])


def as_seen(estate, one):
    from podworko.resources import entry_values

    now = entry_values.read(estate.school)
    return {key: [now[key].text, new] for key, (_old, new) in one.changes.items()}


def test_history_of_the_entry_names_the_suggestion_and_not_its_author(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(
        estate.area,
        kind="correction",
        organisation=estate.school,
        changes={"name": ["Szkoła nr 5", "Szkoła nr 6"]},
        contact="ewa@example.org",
    )
    client.post(page_of(one), shown(client, one).filled())
    history = plain(client.get("/azory/organisations/szkola-nr-5/history/"))
    assert "przyjęcie propozycji przysłanej bez konta" in history.lower()
    assert "przyjęta poprawka" in history.lower()
    assert "ewa@example.org" not in history + str(list(AuditEntry.objects.values()))


def test_entry_that_changed_since_says_so_and_is_left_unless_chosen(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6")
    change_organisation(estate.school, values={"name": "Szkoła nr 55"}, by=None)
    assert "Od tego czasu ktoś zmienił ten wpis" in plain(client.get(page_of(one)))
    answer = client.post(page_of(one), shown(client, one).filled())
    assert "Wybierz, co przyjmujesz" in plain(answer)


def test_change_between_looking_and_accepting_is_noticed(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6")
    form = shown(client, one)
    change_organisation(estate.school, values={"name": "Szkoła nr 55"}, by=None)
    answer = client.post(page_of(one), form.filled())
    assert "W tym czasie ktoś zmienił ten wpis" in plain(answer)
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 55"
    again = form_on(answer, having="seen")
    client.post(page_of(one), again.filled())
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 6"


@pytest.mark.parametrize("seen", ["", "{", "[]", '{"other": "x"}', "[" * 9000])
def test_damaged_hidden_field_counts_as_changed(signed_in, estate, seen):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6")
    client.post(page_of(one), shown(client, one).filled(seen=seen))
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 5"


def test_two_coordinators_and_a_double_click_accept_once(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, email="sekretariat@szkola5.example")
    sent = shown(client, one).filled()
    client.post(page_of(one), sent)
    answer = client.post(page_of(one), sent)
    assert "Rozpatrzono" in answer.text
    assert estate.school.contacts.count() == 1


def test_hours_that_cannot_be_read_are_said_beside_the_field(signed_in, estate):
    client = signed_in("coordinator")
    key = f"hours:{estate.place.pk}"
    one = correct(estate, **{key: "rano i wieczorem"})
    answer = client.post(page_of(one), shown(client, one).filled())
    assert "Tych godzin nie umiemy odczytać" in plain(answer)
    assert not estate.place.opening_hours.exists()


def test_number_that_is_no_longer_right_leaves_the_public_pages_only(signed_in, estate):
    client = signed_in("coordinator")
    way = office(estate)
    one = leave(estate.area, kind="correction", organisation=estate.school, changes={f"way:{way.pk}": [way.value, ""]})
    client.post(page_of(one), shown(client, one).filled())
    way.refresh_from_db()
    assert way.visibility == "organisation"
    client.logout()
    assert way.value not in client.get("/azory/organisations/szkola-nr-5/").text


def test_keeper_of_the_entry_accepts_and_reads_no_contact(signed_in, estate):
    one = leave(
        estate.area,
        kind="correction",
        organisation=estate.school,
        changes={"name": ["Szkoła nr 5", "Szkoła nr 6"]},
        contact="ewa@example.org",
    )
    client = signed_in("editor")
    page = client.get(page_of(one)).text
    assert "ewa@example.org" not in page
    assert "decline" not in page
    client.post(page_of(one), shown(client, one).filled())
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 6"
    assert signed_in("neighbour").get(page_of(one)).status_code == 404
    assert signed_in("member").get(page_of(one)).status_code == 404


def test_closure_is_accepted_and_undone(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area, kind="closure", organisation=estate.school, note="kartka na drzwiach")
    client.post(page_of(one), shown(client, one).filled(reason="Zamknięte od września."))
    estate.school.refresh_from_db()
    assert (estate.school.status, estate.school.status_note) == ("closed", "Zamknięte od września.")
    client.post(f"{page_of(one)}reopen/")
    estate.school.refresh_from_db()
    assert (estate.school.status, estate.school.status_note) == ("active", "")


def test_new_entry_is_entered_on_the_usual_page(signed_in, estate):
    client = signed_in("coordinator")
    changes = {"name": ["", "Szewc"], "address": ["", "Weissa 4"], "category": ["", str(estate.category.pk)]}
    one = leave(estate.area, changes=changes | {"hours": ["", "pn-pt 8-16"]})
    assert f"?suggestion={one.pk}" in client.get(page_of(one)).text
    address = f"/azory/organisations/new/?suggestion={one.pk}"
    client.post(address, form_on(client.get(address), having="category").filled(address="Wojciecha Weissa 4"))
    made = Organisation.objects.get(name="Szewc")
    one.refresh_from_db()
    assert (one.state, one.organisation) == ("taken", made)
    client.post(f"{page_of(one)}reopen/")
    assert not Organisation.objects.filter(name="Szewc").exists()


def test_new_entry_that_was_changed_since_is_not_deleted_by_undoing(signed_in, estate):
    from tests.resources.scenarios import take_entry

    take_entry(None)
    one = EntrySuggestion.objects.get()
    change_organisation(one.organisation, values={"name": "Szewc Jan"}, by=None)
    EntrySuggestion.objects.update(area=estate.area)
    answer = signed_in("coordinator").post(f"{page_of(one)}reopen/", follow=True)
    assert "Od tego czasu ktoś zmienił ten wpis" in plain(answer)
    assert Organisation.objects.filter(name="Szewc Jan").exists()


def test_alike_entries_and_twins_are_shown(signed_in, estate):
    client = signed_in("coordinator")
    one = leave(estate.area, changes={"name": ["", "Szkola nr 5"]})
    twin = leave(estate.area, changes={"name": ["", "szkoła nr 5"]})
    page = client.get(page_of(one)).text
    assert "To ten wpis" in page
    assert page_of(twin) in page


def test_several_suggestions_on_one_entry_stand_side_by_side(signed_in, estate):
    client = signed_in("coordinator")
    one, other = correct(estate, name="Szkoła nr 6"), correct(estate, name="Szkoła nr 7", website="b.example")
    page = plain(client.get(page_of(one))).partition("Inne propozycje do tego wpisu")[2]
    assert page_of(other) in page
    assert "Szkoła nr 7" in page
    assert "b.example" in page


def test_suggestion_on_an_entry_that_is_gone_can_only_be_declined(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6")
    delete_organisation(estate.school, by=None)
    assert "Tego wpisu już nie ma" in plain(client.get(page_of(one)))


def test_undoing_leaves_what_somebody_has_changed_since(signed_in, estate):
    client = signed_in("coordinator")
    one = correct(estate, name="Szkoła nr 6")
    client.post(page_of(one), shown(client, one).filled())
    change_organisation(Organisation.objects.get(pk=estate.school.pk), values={"name": "Szkoła nr 8"}, by=None)
    answer = client.post(f"{page_of(one)}reopen/", follow=True)
    assert "nazwa, opis albo strona" in plain(answer)
    estate.school.refresh_from_db()
    assert estate.school.name == "Szkoła nr 8"


@pytest.fixture
def moved(estate):
    """A suggestion that the school is at another number of its street."""
    place = estate.place
    Location.objects.filter(pk=place.pk).update(
        visibility="public", latitude=50.08, longitude=19.91, precision="exact", street_name="Wojciecha Weissa"
    )
    one = correct(estate, **{f"address:{place.pk}": "Wojciecha Weissa 20"})
    EntrySuggestion.objects.filter(pk=one.pk).update(changes=as_seen(estate, one))
    return EntrySuggestion.objects.get(pk=one.pk)


def neighbour(estate, number, latitude):
    return LocationFactory(
        organisation=OrganisationFactory(home_area=estate.area, visibility="public"),
        area=estate.area,
        street_name="Wojciecha Weissa",
        house_number=number,
        latitude=latitude,
        longitude=19.92,
        precision="exact",
        visibility="public",
    )


def test_corrected_address_asks_where_its_point_is_to_stand(signed_in, estate, moved):
    client = signed_in("coordinator")
    page = plain(client.get(page_of(moved)))
    assert "Punkt stoi jeszcze przy starym adresie" in page
    form, pk = shown(client, moved), estate.place.pk
    assert form.filled()[f"point_{pk}"] == ["50.080000, 19.910000"]
    client.post(page_of(moved), form.filled(**{f"point_{pk}": "50.081, 19.912", f"precision_{pk}": "street"}))
    estate.place.refresh_from_db()
    place = estate.place
    assert (place.house_number, place.latitude, place.longitude) == ("20", 50.081, 19.912)
    assert (place.precision, place.coordinate_source) == ("street", "wskazano w formularzu")
    client.post(f"{page_of(moved)}reopen/")
    estate.place.refresh_from_db()
    assert (estate.place.latitude, estate.place.precision) == (50.08, "exact")


def test_point_that_stays_is_said(signed_in, estate, moved):
    client = signed_in("coordinator")
    response = client.post(page_of(moved), shown(client, moved).filled(), follow=True)
    assert "Punkt na mapie stoi tam, gdzie stał" in plain(response)
    estate.place.refresh_from_db()
    assert (estate.place.house_number, estate.place.latitude) == ("20", 50.08)


def test_known_door_is_proposed_else_the_nearest_number_of_the_street(signed_in, estate, moved):
    client, pk = signed_in("coordinator"), estate.place.pk
    neighbour(estate, "2", 50.0811)
    neighbour(estate, "18", 50.0822)
    filled = shown(client, moved).filled()
    assert (filled[f"point_{pk}"], filled[f"precision_{pk}"]) == (["50.082200, 19.920000"], ["street"])
    neighbour(estate, "20", 50.0833)
    assert "który znamy spod adresu: Wojciecha Weissa 20" in plain(client.get(page_of(moved)))
    client.post(page_of(moved), shown(client, moved).filled())
    estate.place.refresh_from_db()
    assert (estate.place.latitude, estate.place.precision) == (50.0833, "exact")
    assert estate.place.coordinate_source == "z punktu: Wojciecha Weissa 20"


def test_point_of_which_nobody_says_how_exact_it_is_is_refused(signed_in, estate, moved):
    client, pk = signed_in("coordinator"), estate.place.pk
    sent = shown(client, moved).filled(**{f"point_{pk}": "50.081, 19.912", f"precision_{pk}": ""})
    assert "Wybierz, jak dokładny jest ten punkt." in plain(client.post(page_of(moved), sent))
    sent[f"point_{pk}"] = "gdzieś"
    assert "Tego nie umiemy odczytać" in plain(client.post(page_of(moved), sent))
    estate.place.refresh_from_db()
    assert estate.place.house_number != "20"


def test_hours_in_words_stand_beside_the_table_of_hours(signed_in, estate):
    client, pk = signed_in("coordinator"), estate.place.pk
    one = correct(estate, **{f"hours:{pk}": "co drugi czwartek po szkole"})
    table = f"/azory/organisations/szkola-nr-5/locations/{pk}/hours/?suggestion={one.pk}"
    assert table in client.get(page_of(one)).text
    page = client.get(table)
    assert "co drugi czwartek po szkole" in plain(page)
    assert client.post(table, form_on(page, having="day_0").filled(day_3="15-17")).url == page_of(one)
    assert estate.place.opening_hours.count() == 1
    for who in ("neighbour", "stranger"):
        assert "co drugi czwartek" not in signed_in(who).get(table).text
    elsewhere = table.replace(str(one.pk), "9" * 30)
    assert "co drugi" not in plain(signed_in("coordinator").get(elsewhere))
