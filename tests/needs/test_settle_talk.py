from podworko.needs.models import Talk


def url(talk):
    return f"/podworze/offers/talks/{talk.pk}/outcome/"


def test_outcome_is_kept_with_its_day_and_a_note(client, teacher, agreed):
    client.force_login(teacher)
    client.post(url(agreed), {"state": "met", "outcome_note": "Stoły były.", "outcome_on": "2026-10-03"})
    talk = Talk.objects.get()
    assert (talk.state, talk.outcome_note, talk.outcome_on.isoformat()) == ("met", "Stoły były.", "2026-10-03")


def test_what_did_not_come_about_says_why(client, teacher, agreed):
    client.force_login(teacher)
    assert "dlaczego nie doszło" in client.post(url(agreed), {"state": "not_met"}).text
    client.post(url(agreed), {"state": "not_met", "outcome_note": "Za małe auto."})
    assert Talk.objects.get().state == "not_met"


def test_mistake_is_taken_back(client, teacher, agreed):
    client.force_login(teacher)
    client.post(url(agreed), {"state": "met"})
    client.post(url(agreed), {"state": "agreed"})
    talk = Talk.objects.get()
    assert (talk.state, talk.outcome_on) == ("agreed", None)


def test_still_going_on_is_no_consent(client, keeper, talk):
    keeper.post(url(talk), {"state": "agreed", "outcome_note": "Dzwonią do siebie."})
    talk = Talk.objects.get()
    assert (talk.state, talk.outcome_note) == ("asked", "Dzwonią do siebie.")


def test_day_to_come_is_refused(client, teacher, agreed):
    client.force_login(teacher)
    assert "jeszcze nie nadszedł" in client.post(url(agreed), {"state": "met", "outcome_on": "2999-01-01"}).text


def test_declined_one_has_no_outcome(client, teacher, talk):
    Talk.objects.update(state="declined")
    client.force_login(teacher)
    client.post(url(talk), {"state": "met"})
    assert Talk.objects.get().state == "declined"
