from podworko.needs.models import Card, Problem


def test_ask_becomes_a_need_of_the_area_once(keeper, ask):
    first = keeper.post(f"/podworze/offers/{ask.pk}/need/")
    assert keeper.post(f"/podworze/offers/{ask.pk}/need/").url == first.url
    problem = Problem.objects.get()
    assert (problem.kind, problem.title, problem.is_own_judgement) == ("need", ask.title, True)
    assert (problem.visibility, problem.organisation, Card.objects.get().problem) == (
        "partners",
        ask.organisation,
        problem,
    )


def test_offer_is_no_need(keeper, offer):
    keeper.post(f"/podworze/offers/{offer.pk}/need/")
    assert not Problem.objects.exists()
