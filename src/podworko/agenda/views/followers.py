"""Pages of the weekly digest: sign up, confirm, change, leave; all without an account.

Opening a link only shows a page, the button on it acts, so mail scanners consume nothing.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from podworko.accounts.codes import limit
from podworko.agenda import links
from podworko.agenda.actions import follower as actions
from podworko.agenda.forms.follower import FollowForm, FollowingForm
from podworko.agenda.models import Follower
from podworko.core import tokens
from podworko.organisations.views.fetching import posted, show_and_save
from podworko.places.models import Area


@show_and_save
@login_not_required
@never_cache
def follow_calendar(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Let anybody leave an address for the weekly digest; it counts once the mailbox has said yes."""
    area = get_object_or_404(Area, slug=area_slug)
    form = FollowForm(posted(request), area=area)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        email = values.pop("email")
        try:
            limit(request, "follow_calendar", key=email.lower())
            actions.follow_calendar(area=area, email=email, values=values, by=None)
        except ValidationError as error:
            form.add_refusal(error)
        else:
            return redirect(f"{request.path}?sent=1")
    context = {"form": form, "area": area, "is_sent": "sent" in request.GET and request.method != "POST"}
    return render(request, "agenda/follow_calendar.html", {**context, "calendar_page": links.calendar(area.slug)})


@show_and_save
@login_not_required
@never_cache
def confirm_following(request: HttpRequest, area_slug: str, token: str) -> HttpResponse:
    """Ask whether the address is to get the digest, and take the word of whoever reads its mail."""
    area = get_object_or_404(Area, slug=area_slug)
    asked = Follower.objects.filter(area=area, confirm_digest=tokens.digest(token), confirm_until__gt=timezone.now())
    follower, error = asked.first(), ""
    if follower and request.method == "POST":
        try:
            found = actions.confirm_follower(token, by=None)
        except ValidationError as refusal:
            follower, error = None, refusal.messages[0]
        else:
            messages.success(request, _("Gotowe. Skrót przyjdzie w czwartek rano."))
            return redirect(links.following(found))
    context = {"area": area, "follower": follower, "error": error, "calendar_page": links.calendar(area.slug)}
    return render(request, "agenda/confirm_following.html", context, status=200 if follower else 404)


@show_and_save
@login_not_required
@never_cache
def following(request: HttpRequest, area_slug: str, key: str) -> HttpResponse:
    """Let whoever holds the private link change what the digest tells, and in which language."""
    area = get_object_or_404(Area, slug=area_slug)
    follower = _held(area, key)
    form = None
    if follower:
        initial = {name: getattr(follower, name) for name in actions.CHOICES}
        form = FollowingForm(posted(request), area=area, initial=initial)
        if request.method == "POST" and form.is_valid():
            actions.change_follower(follower, values=form.values(), by=None)
            messages.success(request, _("Zapisano. Od następnego skrótu będzie tak."))
            return redirect(request.path)
    context = {"area": area, "follower": follower, "form": form, "calendar_page": links.calendar(area.slug)}
    if follower:
        context["leave"] = links.leaving(follower)
    return render(request, "agenda/following.html", context, status=200 if follower else 404)


@csrf_exempt
@show_and_save
@login_not_required
@never_cache
def stop_following(request: HttpRequest, area_slug: str, key: str) -> HttpResponse:
    """Forget an address: by the button, or by the mailbox itself, which sends no cookie and no token (RFC 8058).

    The secret in the address is what protects it. The answer is a page and no redirect, as that standard asks.
    """
    area = get_object_or_404(Area, slug=area_slug)
    follower = _held(area, key)
    if follower and request.method == "POST":
        actions.stop_following(follower, by=None)
        follower = None
    context = {"area": area, "follower": follower, "calendar_page": links.calendar(area.slug)}
    # A second click of the button finds nobody, and that is well.
    status = 200 if follower or request.method == "POST" else 404
    return render(request, "agenda/stop_following.html", context, status=status)


def _held(area: Area, key: str) -> Follower | None:
    found = Follower.objects.confirmed().filter(area=area, key_digest=tokens.digest(key))
    return found.select_related("area").first()
