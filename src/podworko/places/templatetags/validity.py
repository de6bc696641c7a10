"""Dates as exact as their source, in words; see `places.validity`."""

from django import template

from podworko.places import validity

register = template.Library()

register.filter(validity.say_start)
register.filter(validity.say_end)
