"""Pages behind the links in a mail that asks whether an entry is still true.

Opening one only shows: programs that look through mails open links. The button acts, once. Nobody need sign in.
"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from podworko.core import tokens
from podworko.core.drafts import say_done
from podworko.organisations.views.fetching import posted, show_and_save
from podworko.places.models import Area
from podworko.resources import freshness_opened
from podworko.resources.actions import freshness as actions
from podworko.resources.actions import freshness_settings
from podworko.resources.actions.freshness import Said
from podworko.resources.choices import LinkPurpose, ReplyChannel, ReplyKind
from podworko.resources.forms.freshness import CorrectionForm
from podworko.resources.models import FreshnessLink, FreshnessMailbox, FreshnessReply

if TYPE_CHECKING:
    from podworko.organisations.models import Organisation
    from podworko.resources.freshness_entry import ShownEntry
    from podworko.resources.freshness_opened import Opened

CURRENT = Said(ReplyKind.CURRENT, ReplyChannel.MAIL)
GONE = Said(ReplyKind.GONE, ReplyChannel.MAIL)


@show_and_save
@login_not_required
@never_cache
def confirm_entry(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show an entry as it stands now, and confirm it by the button."""
    opened = freshness_opened.find(token, LinkPurpose.CONFIRM)
    if request.method == "POST" and _has_acted(request, opened, CURRENT):
        return redirect(request.path)
    return _page(request, area_slug, opened, "resources/confirm_entry.html")


@show_and_save
@login_not_required
@never_cache
def close_entry(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show an entry, and tell the coordinator by the button that there is no such thing any more."""
    opened = freshness_opened.find(token, LinkPurpose.CLOSE)
    if request.method == "POST" and _has_acted(request, opened, GONE):
        return redirect(request.path)
    return _page(request, area_slug, opened, "resources/close_entry.html")


@show_and_save
@login_not_required
@never_cache
def correct_entry(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show what everybody sees of an entry in a form, and send what was changed to the coordinator."""
    opened = freshness_opened.find(token, LinkPurpose.CORRECT)
    if opened.entry is None:
        return _page(request, area_slug, opened, "resources/correct_entry.html")
    is_undone = "undo" in request.POST
    form = CorrectionForm(None if is_undone else posted(request), entry=opened.entry)
    if request.method == "POST" and (is_undone or not opened.is_open or form.is_valid()):
        values = form.changes() if form.is_bound and form.is_valid() else {}
        if _has_acted(request, opened, Said(ReplyKind.CHANGE, ReplyChannel.MAIL, values)):
            if opened.link and values:
                say_done(request, f"asked-{opened.link.pk}", _("Wysłano poprawki."))
            return redirect(request.path)
    return _page(request, area_slug, opened, "resources/correct_entry.html", form=form)


@show_and_save
@login_not_required
@never_cache
def confirm_entries(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Show all entries of one mail, and confirm by the button those that are ticked."""
    area = get_object_or_404(Area, slug=area_slug)
    opened = freshness_opened.find(token, LinkPurpose.CONFIRM_ALL)
    waiting = freshness_opened.waiting_of(opened.link) if opened.link and opened.is_open else []
    confirmed = freshness_opened.confirmed_by(opened.link) if opened.link else []
    if request.method == "POST" and opened.link:
        if "undo" in request.POST and confirmed:
            _take_back(request, opened.link, confirmed)
            return redirect(request.path)
        if waiting and _has_confirmed(request, opened.link, waiting):
            return redirect(request.path)
    context = {"area": area, "opened": opened, "waiting": waiting, "confirmed": confirmed}
    return render(request, "resources/confirm_entries.html", context, status=200 if opened.link else 404)


def _has_confirmed(
    request: HttpRequest, link: FreshnessLink, waiting: "list[tuple[Organisation, ShownEntry]]"
) -> bool:
    ticked = set(request.POST.getlist("entry"))
    # What has changed since it was shown is not confirmed unread.
    chosen = [each for each, shown in waiting if f"{each.pk}-{shown.fingerprint}" in ticked]
    try:
        count = actions.confirm_entries(link, chosen, by=None)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, _("Dziękujemy. Potwierdzone wpisy: %(count)d.") % {"count": count})
    return True


def _take_back(request: HttpRequest, link: FreshnessLink, confirmed: list[FreshnessReply]) -> None:
    asked = request.POST["undo"]
    chosen = [each for each in confirmed if asked in {"all", str(each.pk)}]
    left = actions.undo_confirmations(link, chosen, by=None)
    if len(left) < len(chosen):
        messages.success(request, _("Cofnięto. Odnośnik znów działa."))
    for reply in left:
        text = _("Od tego czasu ktoś zmienił wpis „%(name)s”, więc został, jak jest.")
        messages.warning(request, text % {"name": reply.organisation.name})


@csrf_exempt
@show_and_save
@login_not_required
@never_cache
def freshness_mails(request: HttpRequest, key: str) -> HttpResponse:
    """Stop the mails, by the button or by the mailbox itself, which sends no cookie and no token (RFC 8058).

    The secret in the address is what protects it. Opening it only asks; the answer is a page and no redirect.
    """
    box = FreshnessMailbox.objects.filter(key_digest=tokens.digest(key)).first()
    if box and request.method == "POST":
        is_resumed = "resume" in request.POST
        act = freshness_settings.resume_mails if is_resumed else freshness_settings.stop_mails
        box = act(box, by=None)
    return render(request, "resources/freshness_mails.html", {"box": box}, status=200 if box else 404)


def _has_acted(request: HttpRequest, opened: "Opened", said: Said) -> bool:
    """Do what the button says, or take it back; say whether there is something new to show."""
    try:
        if "undo" in request.POST and opened.answer and opened.can_be_undone:
            actions.undo_reply(opened.answer, by=None)
            messages.success(request, _("Cofnięto. Odnośnik znów działa."))
            return True
        if not (opened.is_open and opened.organisation and opened.entry):
            return True
        if request.POST.get("shown") != opened.entry.fingerprint:
            messages.warning(request, _("W tym czasie ktoś zmienił wpis. Przeczytaj, jak wygląda teraz."))
            return False
        actions.record_reply(opened.organisation, said, by=None, link=opened.link)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return True


def _page(
    request: HttpRequest, area_slug: str, opened: "Opened", template: str, *, form: CorrectionForm | None = None
) -> HttpResponse:
    area = get_object_or_404(Area, slug=area_slug)
    context = {"area": area, "opened": opened, "entry": opened.entry, "form": form}
    return render(request, template, context, status=200 if opened.link else 404)
