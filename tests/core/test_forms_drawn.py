import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from podworko.core.rendering import FieldGroup


class PlaceForm(forms.Form):
    field_groups = (
        FieldGroup("Dostępność", ("entrance", "toilet", "not_on_this_form")),
        FieldGroup("Kontakt", ("phone",), hint="Telefon do placówki."),
    )

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label="Nazwa", help_text="Jak na drzwiach.")
    entrance = forms.CharField(label="Wejście", required=False)
    toilet = forms.BooleanField(label="Toaleta", required=False)
    phone = forms.CharField(label="Telefon", required=False)
    kind = forms.ChoiceField(label="Rodzaj", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])


def squeezed(html):
    return re.sub(r"\s+", " ", str(html))


def test_field_has_label_hint_and_says_that_it_is_required():
    html = squeezed(PlaceForm())
    assert re.search(r'<label for="id_name">Nazwa <span class="required">wymagane</span>', html)
    assert '<p class="hint" id="id_name_helptext">Jak na drzwiach.</p>' in html
    assert re.search(r'<input[^>]*name="name"[^>]*aria-describedby="id_name_helptext"', html)
    assert not re.search(r"Wejście <span", html)


def test_wrong_field_says_what_is_wrong_beside_it_and_at_the_top():
    html = squeezed(PlaceForm({"kind": "a"}))
    assert re.search(r'<input[^>]*name="name"[^>]*aria-invalid="true"', html)
    assert "id_name_error" in re.search(r'name="name"[^>]*aria-describedby="([^"]*)"', html)[1]
    assert 'id="id_name_error"' in html
    assert '<a href="#id_name">Nazwa</a>: To pole jest wymagane.' in html


def test_right_form_shows_no_errors():
    assert "error" not in squeezed(PlaceForm({"name": "Klub", "kind": "a"}))


def test_optional_fields_fold_away_and_show_how_much_is_filled_in():
    html = squeezed(PlaceForm(initial={"entrance": "od podwórka", "toilet": True}))
    groups = re.findall(r'<details class="field-group"( open)?> <summary>(.*?)</summary>', html)
    assert [is_open for is_open, _heading in groups] == ["", ""]
    assert "wypełnione: 2" in groups[0][1]
    assert "wypełnione" not in groups[1][1]
    assert html.count('name="entrance"') == 1


def test_group_with_an_error_stands_open():
    form = PlaceForm({"name": "Klub", "kind": "a"})
    form.add_error("phone", "Za krótki.")
    groups = re.findall(r'<details class="field-group"( open)?>', squeezed(form))
    assert groups == ["", " open"]


def test_rounds_stand_in_a_fieldset_that_carries_their_error():
    html = squeezed(PlaceForm({"name": "Klub"}))
    assert re.search(r'<fieldset aria-describedby="[^"]*id_kind_error[^"]*"> <legend>Rodzaj', html)
    assert 'href="#id_kind"' in html
    assert '<div id="id_kind">' in html


def test_hidden_field_is_drawn_once_and_needs_no_label():
    html = squeezed(PlaceForm(initial={"token": "x"}))
    assert html.count('name="token"') == 1
    assert 'for="id_token"' not in html


def test_set_of_forms_is_drawn_with_its_counters():
    html = squeezed(forms.formset_factory(PlaceForm, extra=2)())
    assert html.count('class="formset-row"') == 2
    assert 'name="form-TOTAL_FORMS"' in html


@pytest.mark.parametrize("wrong", ['<script>alert("x")</script>'])
def test_what_was_typed_stays_text(wrong):
    assert "<script>" not in squeezed(PlaceForm({"name": wrong}))


def pages(number, count=200):
    page = Paginator(range(count), 10).page(number)
    request = RequestFactory().get("/azory/map/", {"kind": "e", "page": number})
    template = Template('{% include "core/_pages.html" %}')
    return squeezed(template.render(RequestContext(request, {"page": page})))


def test_links_to_other_pages_keep_the_filters():
    html = pages(4)
    assert re.findall(r'href="\?([^"]*)"', html) == [f"kind=e&amp;page={number}" for number in (3, 1, 2, 3, 5, 20, 5)]
    assert re.search(r'<span aria-current="page">.*?4</span>', html)


def test_one_page_needs_no_links():
    assert pages(1, count=10).strip() == ""


class AnsweredForm(forms.Form):
    field_groups = (FieldGroup("Szczegóły", ("lift", "cost", "when")),)

    who = forms.ChoiceField(
        label="Kto widzi", widget=forms.RadioSelect, choices=[("all", "wszyscy"), ("us", "my")], initial="all"
    )
    lift = forms.ChoiceField(label="Winda", choices=[("unknown", "jeszcze nie pytano"), ("yes", "tak")])
    cost = forms.ChoiceField(label="Koszt", choices=[("", "– wybierz –"), ("free", "bezpłatne")])
    when = forms.CharField(label="Kiedy", required=False)


def test_choice_that_always_has_an_answer_is_not_called_required():
    html = squeezed(AnsweredForm())
    assert html.count("wymagane") == 1
    assert re.search(r'for="id_cost">Koszt <span class="required">', html)


def test_untouched_choice_does_not_count_as_filled_in():
    assert "wypełnione" not in squeezed(AnsweredForm())
    assert "wypełnione: 1" in squeezed(AnsweredForm(initial={"lift": "yes"}))
    assert "wypełnione: 1" in squeezed(AnsweredForm(initial={"cost": "free"}))
