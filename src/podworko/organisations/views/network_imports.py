"""Taking in a network from a file: seen first, all of it or nothing, taken back in one step."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from podworko.core.answers import carry_out
from podworko.organisations import network_words
from podworko.organisations.actions import network_import as actions
from podworko.organisations.forms.network import ConfirmNetworkForm, NetworkFileForm
from podworko.organisations.models import NetworkImport
from podworko.organisations.network_words import NetworkFileError
from podworko.organisations.views.area_links import about
from podworko.organisations.views.fetching import person, posted, reach, show_and_save
from podworko.organisations.views.stakeholders import area_to_coordinate

MOST_OFFERED, MOST_SHOWN = 300, 200


@show_and_save
def import_network(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Take a file and read it; nothing is written down yet."""
    area = area_to_coordinate(request, area_slug)
    form = NetworkFileForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        files = [file for file in (form.cleaned_data["file"], form.cleaned_data["elements"]) if file]
        try:
            content = network_words.read(*(file.read() for file in files))
        except NetworkFileError as error:
            form.add_error("file", str(error))
        else:
            name = files[0].name or ""
            kept = actions.keep_network(area=area, name=name, content=content, by=person(request))
            return redirect("organisations:confirm_network", area_slug, kept.pk)
    return render(request, "organisations/import_network.html", {"form": form, **about(area)})


@show_and_save
def confirm_network(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show which name is which organisation and what would come, then take it in."""
    area = area_to_coordinate(request, area_slug)
    file = get_object_or_404(NetworkImport, area=area, pk=pk, entered_by=person(request), committed_at=None)
    known = network_words.choosable(area, reach(request))
    found = network_words.matches(file.content, known)
    others = [(pk, row.name) for pk, row in known.items()][:MOST_OFFERED]
    form = ConfirmNetworkForm(posted(request), found=found, others=others)
    if request.method == "POST" and form.is_valid():
        values = {"choices": form.chosen(), "visibility": form.cleaned_data["visibility"]}
        done = carry_out(form, lambda: actions.import_network(file, known=known, by=person(request), **values))
        if done:
            said = _("Wczytano powiązania: %(links)s, nowe organizacje: %(new)s. Można to cofnąć w całości.")
            messages.success(request, said % {"links": done.links.count(), "new": len(done.made)})
            return redirect("organisations:area_links", area_slug)
    lines = network_words.lines(file.content, {match.name: match.choice for match in found}, area)
    context = {"form": form, "file": file, "lines": lines[:MOST_SHOWN], "count": len(lines), **about(area)}
    context["known"] = sum(line.is_known for line in lines)
    context["unsure"] = sum(not match.is_exact for match in found)
    return render(request, "organisations/confirm_network.html", context)


@show_and_save
def undo_network(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Ask, then take back all that came with a file."""
    area = area_to_coordinate(request, area_slug)
    rows = NetworkImport.objects.filter(area=area, undone_at=None).exclude(committed_at=None)
    file = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        try:
            actions.undo_network(file, by=person(request))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Cofnięto wczytanie pliku: %(name)s.") % {"name": file.name})
        return redirect("organisations:area_links", area_slug)
    context = {"file": file, "count": file.links.count(), "new": len(file.made), **about(area)}
    return render(request, "organisations/undo_network.html", context)
