from podworko.needs.actions import sought as actions
from podworko.needs.models import Sought
from tests.register import form_on


def test_entry_and_problem_that_answer_it_are_chosen_and_taken_back(keeper, area, organisation, make):
    one, problem = actions.log_not_found(area=area, words="świetlica", by=None), make()
    address = f"/podworze/problems/not-found/{one.pk}/"
    sent = form_on(keeper.get(address), having="organisation").filled(
        organisation=str(organisation.pk), problem=str(problem.pk)
    )
    assert keeper.post(address, sent).status_code == 302
    assert (Sought.objects.get().organisation, Sought.objects.get().problem) == (organisation, problem)
    again = form_on(keeper.get(address), having="organisation").filled(organisation="", problem="")
    keeper.post(address, again)
    assert (Sought.objects.get().organisation, Sought.objects.get().problem) == (None, None)


def test_search_of_one_day_cannot_be_opened(keeper, area):
    from django.utils import timezone

    actions.count_search(area_id=area.pk, words="basen", day=timezone.localdate())
    assert keeper.get(f"/podworze/problems/not-found/{Sought.objects.get().pk}/").status_code == 404
