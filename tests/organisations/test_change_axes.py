from podworko.organisations.models import AssessmentAxes

URL = "/azory/stakeholders/axes/"


def test_axes_get_other_names_and_steps(keeper, placed, club):
    placed(club, 5, 5)
    data = {"vertical": "znaczenie", "horizontal": "", "scale": "3", "question": "same"}
    response = keeper.post(URL, data, follow=True)
    assert "Siatka: znaczenie i zainteresowanie" in response.text.replace("\xa0", " ")
    assert "1 / 2" in response.text
    assert [axes.question for axes in AssessmentAxes.objects.all()] == [1, 1]


def test_other_axes_leave_the_grid_empty(keeper, placed, club):
    placed(club, 5, 5)
    data = {"vertical": "wiedza", "horizontal": "chęci", "scale": "5", "question": "new"}
    assert "Siatka jest pusta" in keeper.post(URL, data, follow=True).text


def test_scale_without_steps_is_refused(keeper, azory):
    assert keeper.post(URL, {"scale": "1", "question": "same"}).status_code == 200
    assert not AssessmentAxes.objects.exists()
