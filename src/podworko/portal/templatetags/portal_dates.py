from datetime import date, datetime, time

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def ago(day: object) -> str:
    """Write how long ago a day was, „7 lat temu”; „dziś” for today and nothing for a missing or later day."""
    if not isinstance(day, date) or isinstance(day, datetime):
        return ""
    today = timezone.localdate()
    if day >= today:
        return _("dziś") if day == today else ""
    elapsed = timesince(datetime.combine(day, time.min), datetime.combine(today, time.min), depth=1)
    return _("%(time)s temu") % {"time": elapsed}
