"""When something could be held that nobody has announced yet."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from podworko.agenda import free_slot_reading, links, slot_address
from podworko.agenda.forms.free_slots import FreeSlotsForm
from podworko.agenda.free_slot_words import Sayer
from podworko.agenda.free_slots import find
from podworko.agenda.views.fetching import area_to_announce_in
from podworko.organisations.reach import reach_of


@require_safe
def free_slots(request: HttpRequest, area_slug: str) -> HttpResponse:
    """Find free times, the best first, each with what speaks for and against it."""
    area, reach = area_to_announce_in(request, area_slug), reach_of(request.user)
    form = FreeSlotsForm(request.GET or None, area=area, reach=reach, today=timezone.localdate())
    context = {"area": area, "form": form, "calendar_page": links.calendar(area.slug)}
    if form.is_valid():
        wish, names = form.wish(timezone.now())
        slots = find(wish, free_slot_reading.busy(area, reach, wish)) if wish.days else []
        say = Sayer(free_slot_reading.named(slots, reach), names)
        new = reverse("agenda:add_event", args=[area.slug])
        context["said"] = form.said()
        context["offers"] = [say.offer(slot, new + slot_address.write(slot, wish.audiences)) for slot in slots]
    return render(request, "agenda/free_slots.html", context)
