from podworko.resources.choices import AccessFeature
from tests.register import form_on


def page(estate):
    return f"/azory/organisations/szkola-nr-5/locations/{estate.place.pk}/accessibility/"


def test_nobody_has_asked_yet(signed_in, estate):
    fields = form_on(signed_in("editor").get(page(estate)), having="answer_lift").fields
    assert {tuple(fields[f"answer_{feature}"]) for feature in AccessFeature} == {("not_asked",)}


def test_answers_are_kept_and_taken_back(signed_in, estate):
    client = signed_in("editor")
    form = form_on(client.get(page(estate)), having="answer_lift")
    client.post(page(estate), form.filled(answer_lift="no", note_lift="tylko parter", answer_step_free="yes"))
    assert set(estate.place.accessibility.values_list("feature", "answer", "note")) == {
        ("lift", "no", "tylko parter"),
        ("step_free", "yes", ""),
    }
    form = form_on(client.get(page(estate)), having="answer_lift")
    client.post(page(estate), form.filled(answer_lift="not_asked", note_lift=""))
    assert list(estate.place.accessibility.values_list("feature", flat=True)) == ["step_free"]


def test_note_without_an_answer_is_asked_about(signed_in, estate):
    client = signed_in("editor")
    form = form_on(client.get(page(estate)), having="answer_lift")
    response = client.post(page(estate), form.filled(note_lift="tylko parter"))
    assert "note_lift" in response.context["form"].errors
    assert not estate.place.accessibility.exists()
