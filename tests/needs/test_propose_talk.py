from podworko.needs.models import Talk
from podworko.organisations.actions.organisation import change_organisation
from tests.factories import ContactFieldFactory


def url(card, own=None):
    return f"/podworze/offers/{card.pk}/talk/" + (f"?with={own.pk}" if own else "")


def sent(organisation, **values):
    return {"organisation": organisation.pk, "message": "Przydałyby się na kiermasz.", **values}


def test_whoever_asks_has_said_yes_and_the_other_side_is_to_answer(client, teacher, school, offer, phone):
    client.force_login(teacher)
    assert "12 345 67 89" in client.get(url(offer)).text
    client.post(url(offer), sent(school, passes=[phone.pk]))
    talk = Talk.objects.get()
    assert (talk.state, talk.giver, talk.taker, talk.ask) == ("asked", offer.organisation, school, None)
    assert {part.side: part.answer for part in talk.parts.all()} == {"ask": "yes", "offer": "waiting"}


def test_double_click_and_both_sides_at_once_make_one_talk(client, teacher, editor, offer, ask):
    client.force_login(teacher)
    client.post(url(offer, ask), sent(ask.organisation))
    client.post(url(offer, ask), sent(ask.organisation))
    assert Talk.objects.get().state == "asked"
    client.force_login(editor)
    client.post(url(ask, offer), sent(offer.organisation))
    # The wish of the other side is its yes.
    assert Talk.objects.get().state == "agreed"


def test_coordinator_asks_both_sides(keeper, school, offer, ask):
    page = keeper.get(url(offer, ask)).text
    assert "Zapytamy obie strony" in page.replace("\N{NO-BREAK SPACE}", " ")
    keeper.post(url(offer, ask), sent(school))
    talk = Talk.objects.get()
    assert talk.proposed_by == ""
    assert {part.answer for part in talk.parts.all()} == {"waiting"}


def test_contact_of_somebody_else_does_not_pass(client, editor, organisation, ask, phone):
    ContactFieldFactory(contact__organisation=organisation, kind="phone", value="12 111 11 11")
    client.force_login(editor)
    client.post(url(ask), sent(organisation, passes=[phone.pk]))
    assert not Talk.objects.exists()


def test_hidden_organisation_is_told_that_nobody_would_hear_it(client, teacher, school, offer):
    change_organisation(school, values={"visibility": "organisation"}, by=None)
    client.force_login(teacher)
    assert "pokaż ją partnerom" in client.post(url(offer), sent(school)).text
    assert not Talk.objects.exists()


def test_what_is_over_cannot_be_asked_about(client, teacher, offer, clock_at):
    with clock_at(days=91):
        client.force_login(teacher)
        assert client.get(url(offer)).status_code == 404


def test_declined_one_can_be_proposed_again(client, teacher, talk, offer, ask):
    from podworko.needs.actions.talk import answer_talk

    answer_talk(talk, side="offer", values={"answer": "no", "reason": "w remoncie"}, by=None)
    client.force_login(teacher)
    client.post(url(offer, ask), sent(ask.organisation))
    again = Talk.objects.get()
    assert again.state == "asked"
    assert again.parts.get(side="offer").reason == ""


def test_nonsense_beside_it_is_not_found(client, teacher, offer):
    client.force_login(teacher)
    for query in ("²", "x", "9" * 30):
        assert client.get(f"{url(offer)}?with={query}").status_code == 404


def test_own_offer_is_nobody_elses_to_ask_for(client, editor, offer):
    client.force_login(editor)
    assert client.get(url(offer)).status_code == 404
