"""Addresses of a tiny program with one form, to try what the frame's scripts do with any form."""

import time

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.urls import include, path

from podworko.config import views
from podworko.core import drafts

sent = []

FORM = """{% extends "base.html" %}{% block title %}Formularz{% endblock %}{% block content %}
    <h1>Formularz</h1>
    <form class="form" method="post" novalidate data-draft="thing-1">{% csrf_token %}{{ form }}
      <div class="buttons"><button class="button" name="what" value="save">Zapisz</button>
      <span class="draft-status" data-draft-status></span></div></form>
    {% endblock %}"""
DONE = """{% extends "base.html" %}{% block title %}Gotowe{% endblock %}{% block content %}
    <h1>Gotowe</h1>
    <form method="post" action="/leave/" data-draft-forget="*">{% csrf_token %}<button>Wyloguj</button></form>
    {% endblock %}"""


def page(text, request, **context):
    return HttpResponse(engines["django"].from_string(text).render(context, request))


class SlowForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Nazwa")
    notes = forms.CharField(label="Uwagi", required=False, widget=forms.Textarea)
    is_open = forms.BooleanField(label="Otwarte", required=False)
    password = forms.CharField(label="Hasło", required=False, widget=forms.PasswordInput)

    def clean_name(self):
        if self.cleaned_data["name"] == "źle":
            raise ValidationError("Tak nie może być.")
        return self.cleaned_data["name"]


@login_not_required
def change(request):
    form = SlowForm(request.POST or None, initial={"version": request.GET.get("version", 1)})
    if request.method == "POST":
        sent.append(request.POST.dict())
        time.sleep(0.4)
        if form.is_valid():
            drafts.say_done(request, "thing-1", "Zapisano.")
            return HttpResponseRedirect("/done/")
    return page(FORM, request, form=form)


@login_not_required
def done(request):
    return page(DONE, request)


@login_not_required
def leave(request):
    return HttpResponseRedirect("/done/")


frame = ([path("language/<slug:code>/", views.switch_language, name="switch_language")], "config")
urlpatterns = [path("change/", change), path("done/", done), path("leave/", leave), path("", include(frame))]
