"""Pages of the pictures of an event, and the pictures themselves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from podworko.agenda import links
from podworko.agenda.actions import picture as actions
from podworko.agenda.choices import PictureKind
from podworko.agenda.drawn_pictures import drawn
from podworko.agenda.forms.picture import DeletePictureForm, NewPictureForm, PictureForm
from podworko.agenda.models import Event, EventPicture
from podworko.agenda.picture_models import MOST_PHOTOS
from podworko.agenda.views.events import about
from podworko.agenda.views.fetching import event_to_edit, event_to_take_photos_of
from podworko.core import pictures as files
from podworko.core.answers import carry_out, say_saved
from podworko.core.submission import AlreadySubmittedError
from podworko.organisations.reach import reach_of
from podworko.organisations.views.fetching import last_change, person, posted, show_and_save

A_YEAR = 365 * 24 * 3600


@require_safe
@login_not_required
def picture(request: HttpRequest, area_slug: str, pk: int, name: str, size: str) -> HttpResponse:
    """Give a file of a picture to whoever may see it."""
    reach = reach_of(request.user)
    rows = EventPicture.objects.visible_to(reach)
    found = get_object_or_404(rows, event__area__slug=area_slug, event=pk, name=name)
    data = files.read(found.name, size)
    if data is None:
        raise Http404
    response = HttpResponse(data, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    is_public = reach.is_anonymous or EventPicture.objects.public().filter(pk=found.pk).exists()
    # Browsers may keep what the address will always show; caches between them and us may not: permission can end.
    response["Cache-Control"] = f"private, max-age={A_YEAR}, immutable" if is_public else "private, no-store"
    return response


@require_safe
def pictures(request: HttpRequest, area_slug: str, pk: int) -> HttpResponse:
    """Show the pictures of an event to those who add and keep them."""
    event, reach = event_to_take_photos_of(request, area_slug, pk), reach_of(request.user)
    rows = drawn(event, EventPicture.objects.visible_to(reach).filter(event=event))
    editable = set(EventPicture.objects.editable_by(reach).filter(event=event).values_list("pk", flat=True))
    context = {
        "poster": next((row for row in rows if row.picture.kind == PictureKind.POSTER), None),
        "photos": [row for row in rows if row.picture.kind == PictureKind.PHOTO],
        "editable": editable,
        "is_keeper": Event.objects.editable_by(reach).filter(pk=event.pk).exists(),
        "is_full": event.pictures.filter(kind=PictureKind.PHOTO).count() >= MOST_PHOTOS,
        "most": MOST_PHOTOS,
    }
    return render(request, "agenda/pictures.html", {**context, **about(event)})


@show_and_save
def add_picture(request: HttpRequest, area_slug: str, pk: int, kind: str) -> HttpResponse:
    """Take a file and what is said of it; a photo waits to be looked at."""
    if kind not in PictureKind.values:
        raise Http404
    fetch = event_to_edit if kind == PictureKind.POSTER else event_to_take_photos_of
    event = fetch(request, area_slug, pk)
    form = NewPictureForm(posted(request), request.FILES or None, event=event, before=_before(request, event))
    if request.method == "POST":
        is_valid = form.is_valid()
        form.store()
        if is_valid and form.is_valid() and (made := _added(request, form, event, PictureKind(kind))):
            return made
    context = {
        "form": form,
        "is_poster": kind == PictureKind.POSTER,
        "has_poster": event.pictures.filter(kind=PictureKind.POSTER).exists(),
        "is_kept": form.stored is not None,
        "draft_key": f"picture-{kind}-{event.pk}",
    }
    return render(request, "agenda/add_picture.html", {**context, **about(event)})


def _before(request: HttpRequest, event: Event) -> EventPicture | None:
    """Return the photo after which another one of the same author is added."""
    asked = request.GET.get("after", "")
    rows = EventPicture.objects.editable_by(reach_of(request.user)).filter(event=event)
    return rows.filter(pk=int(asked)).first() if asked.isascii() and asked.isdigit() and len(asked) < 19 else None  # noqa: PLR2004 – what a column of ids holds


def _added(request: HttpRequest, form: NewPictureForm, event: Event, kind: PictureKind) -> HttpResponse | None:
    file, values, token = form.stored, form.values(), form.cleaned_data["token"]
    if file is None:
        return None
    try:
        made = carry_out(
            form,
            lambda: actions.add_picture(event, kind=kind, file=file, values=values, by=person(request), token=token),
        )
    except AlreadySubmittedError:
        return redirect("agenda:pictures", event.area.slug, event.pk)
    if made is None:
        return None
    say_saved(request, f"picture-{kind}-{event.pk}", _told(made))
    if "another" in request.POST:
        response = redirect("agenda:add_picture", event.area.slug, event.pk, kind)
        response["Location"] += f"?after={made.pk}"
        return response
    return redirect("agenda:pictures", event.area.slug, event.pk)


def _told(picture: EventPicture) -> str:
    if picture.is_shown:
        return _("Dodano. Obrazek jest już przy wydarzeniu.")
    if picture.is_permitted:
        return _("Dodano. Zdjęcie pokaże się przy wydarzeniu, gdy ktoś, kto je prowadzi, je sprawdzi.")
    return _("Zapisano. Nikt tego nie zobaczy, dopóki nie zaznaczysz, że wolno to pokazać.")


@show_and_save
def change_picture(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> HttpResponse:
    """Change what is said of a picture, and whether it may be shown."""
    found = _picture_to_edit(request, area_slug, pk, picture_id)
    draft_key = f"picture-{found.pk}"
    form = PictureForm(posted(request), picture=found)
    if request.method == "POST" and form.is_valid():
        values, version = form.values(), found.version
        if carry_out(form, lambda: actions.change_picture(found, values=values, version=version, by=person(request))):
            say_saved(request, draft_key, _("Zapisano."), form=form)
            return redirect("agenda:pictures", area_slug, pk)
    context = {"form": form, "draft_key": draft_key, **_about(found)}
    if form.conflicts:
        context["last_change"] = last_change("agenda.eventpicture", found.pk)
    return render(request, "agenda/change_picture.html", context)


@show_and_save
def delete_picture(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> HttpResponse:
    """Ask, then delete a picture; so that it can come back, or for good."""
    found = _picture_to_edit(request, area_slug, pk, picture_id)
    form = DeletePictureForm(posted(request))
    if request.method == "POST" and form.is_valid():
        is_for_good = form.cleaned_data["is_for_good"]
        actions.delete_picture(found, is_for_good=is_for_good, by=person(request))
        said = (
            _("Skasowano na zawsze.") if is_for_good else _("Usunięto. Przez 7 dni można to cofnąć w historii zmian.")
        )
        messages.success(request, said)
        return redirect("agenda:pictures", area_slug, pk)
    return render(request, "agenda/delete_picture.html", {"form": form, **_about(found)})


@require_POST
def move_picture(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> HttpResponse:
    """Move a photo one place up or down."""
    found = _picture_to_review(request, area_slug, pk, picture_id)
    actions.move_picture(found, is_up=request.POST.get("to") == "up", by=person(request))
    return redirect("agenda:pictures", area_slug, pk)


@require_POST
def show_picture(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> HttpResponse:
    """Show a photo with its event."""
    found = _picture_to_review(request, area_slug, pk, picture_id)
    try:
        actions.show_picture(found, by=person(request))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Zdjęcie jest teraz przy wydarzeniu."))
    return redirect("agenda:pictures", area_slug, pk)


@require_POST
def hide_picture(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> HttpResponse:
    """Show a photo no longer."""
    found = _picture_to_review(request, area_slug, pk, picture_id)
    actions.hide_picture(found, by=person(request))
    messages.success(request, _("Zdjęcia nie widać. Zostaje tutaj, można je pokazać później."))
    return redirect("agenda:pictures", area_slug, pk)


def _about(picture: EventPicture) -> dict[str, Any]:
    event = picture.event
    back = reverse("agenda:pictures", args=[event.area.slug, event.pk])
    shown = {"picture": picture, "drawn": drawn(event, [picture])[0]}
    return {**about(event), **shown, "event_page": links.page(event), "keep_page": back}


def _picture_to_edit(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> EventPicture:
    rows = EventPicture.objects.editable_by(reach_of(request.user)).select_related("event__area")
    return get_object_or_404(rows, event__area__slug=area_slug, event=pk, pk=picture_id)


def _picture_to_review(request: HttpRequest, area_slug: str, pk: int, picture_id: int) -> EventPicture:
    """Return a photo of an event that the person keeps."""
    event = event_to_edit(request, area_slug, pk)
    rows = event.pictures.filter(kind=PictureKind.PHOTO).select_related("event__area")
    return get_object_or_404(rows, pk=picture_id)
