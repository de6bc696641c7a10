"""The hand-over book of an area: what whoever coordinates it next must know, as far as its reader may see it.

What an organisation keeps to its own keepers (`private`) is left out, whoever reads.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from podworko.accounts.models import AreaRole
from podworko.agenda.finding_models import CoordinationLimits
from podworko.agenda.findings import limits_of
from podworko.agenda.models import Feed, Occurrence
from podworko.core.visibility import Reach, Visibility
from podworko.needs.review import months_of
from podworko.organisations.models import Contact, ContactField, Membership, Organisation
from podworko.places.models import Area
from podworko.portal import handover_matters
from podworko.resources.queries import categories_for

MOST_ROWS = 1500
"""Of one table; a book of a whole city is no book."""
MOST_EVENTS = 12
"""Events named in one month."""
YEAR = dt.timedelta(days=365)
_LIMITS = ("join_metres", "catchment_metres", "walking_speed", "crowded_from", "empty_days")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the book: a table with headings, or nothing, which is said in words."""

    name: str
    headings: list[str]
    rows: list[list[str]] = field(default_factory=list)
    note: str = ""
    rest: int = 0
    """Rows that found no room."""


def read(area: Area, reach: Reach) -> list[Section]:
    """Read the book of an area as a person may see it."""
    organisations = _organisations(area, reach)
    return [
        _roles(area),
        _contacts(organisations, reach),
        _members(organisations, reach),
        _links(area),
        _feeds(area, reach),
        Section(_("Sprawy otwarte"), [_("Co"), _("Ile"), _("Gdzie")], handover_matters.counts(area, reach)),
        Section(_("Otwarte problemy i potrzeby"), [_("Co"), _("Stan")], handover_matters.problems(area, reach)),
        Section(
            _("Wpisy, których nikt nie sprawdził od roku"),
            [_("Wpis"), _("Sprawdzono")],
            handover_matters.unconfirmed(area, reach),
        ),
        Section(
            _("Zaproszenia, których nikt jeszcze nie przyjął"),
            [_("Dla kogo"), _("Do czego"), _("Ważne do")],
            handover_matters.invitations(area, reach),
        ),
        _year(area, reach),
        _settings(area),
    ]


def _organisations(area: Area, reach: Reach) -> QuerySet[Organisation]:
    return Organisation.objects.visible_to(reach).exclude(visibility=Visibility.PRIVATE).active_in(area)


def _roles(area: Area) -> Section:
    rows = AreaRole.objects.filter(area=area).select_related("user").order_by("kind", "user__name", "user__email")
    people = [[each.user.get_short_name(), str(each.get_kind_display()), each.user.email] for each in rows]
    note = _("Role nadaje administrator i koordynator, na stronie „Ludzie”.")
    return Section(_("Kto ma rolę w osiedlu"), [_("Osoba"), _("Rola"), _("E-mail")], people, note)


def _contacts(organisations: QuerySet[Organisation], reach: Reach) -> Section:
    today = timezone.localdate()
    current = Q(held_until=None) | Q(held_until__gte=today)
    contacts = Contact.objects.visible_to(reach).filter(current, organisation__in=organisations)
    contacts = contacts.exclude(location__visibility=Visibility.PRIVATE).select_related("organisation")
    shown = ContactField.objects.visible_to(reach).exclude(visibility=Visibility.PRIVATE)
    ways: dict[int, list[str]] = defaultdict(list)
    for pk, value in shown.filter(contact__in=contacts).order_by("position", "pk").values_list("contact", "value"):
        ways[pk].append(value)
    naming = Contact.objects.naming_holder_to(reach).exclude(holder_visibility=Visibility.PRIVATE)
    names = dict(naming.filter(organisation__in=organisations).values_list("pk", "holder_name"))
    in_order = contacts.order_by("organisation__sort_key", "organisation", "position", "pk")
    rows = [
        [each.organisation.name, each.role, names.get(each.pk, ""), ", ".join(ways[each.pk])]
        for each in in_order
        if ways[each.pk] or names.get(each.pk)
    ]
    headings = [_("Organizacja"), _("Rola"), _("Kto"), _("Telefon, e-mail")]
    note = _("Bez tego, co organizacje zachowały tylko dla prowadzących wpis.")
    return Section(_("Kontakty według ról"), headings, rows[:MOST_ROWS], note, max(len(rows) - MOST_ROWS, 0))


def _members(organisations: QuerySet[Organisation], reach: Reach) -> Section:
    # As the page „Ludzie” lists them: of entries that the reader keeps.
    kept = Organisation.objects.editable_by(reach).filter(pk__in=organisations.values("pk"))
    rows = Membership.objects.filter(organisation__in=kept).select_related("user", "organisation")
    in_order = rows.order_by("organisation__sort_key", "organisation", "user__name", "user__email")
    people = [
        [each.organisation.name, each.user.get_short_name(), str(each.get_role_display())]
        for each in in_order[:MOST_ROWS]
    ]
    headings = [_("Organizacja"), _("Osoba"), _("Rola")]
    return Section(_("Kto ma konto w organizacji"), headings, people, rest=max(rows.count() - MOST_ROWS, 0))


def _links(area: Area) -> Section:
    named = [
        (_("Strona osiedla"), "portal:area_home"),
        (_("Mapa"), "portal:area_map"),
        (_("Kalendarz"), "portal:calendar"),
        (_("Kalendarz do subskrypcji"), "portal:calendar_ics"),
        (_("Kanał wydarzeń (Atom)"), "portal:calendar_atom"),
        (_("Lista dla arkusza (CSV)"), "portal:organisations_csv"),
        (_("Punkty na mapę (GeoJSON)"), "portal:map_geojson"),
        (_("Wydruki"), "portal:print_index"),
        (_("Plakat z mapą (PDF)"), "portal:print_resource_map"),
        (_("Lista dużym drukiem (PDF)"), "portal:print_list"),
        (_("Ludzie"), "organisations:people"),
        (_("Ustawienia miejsca"), "portal:area_settings"),
    ]
    rows = [[label, settings.PODWORKO_URL + reverse(name, args=[area.slug])] for label, name in named]
    return Section(_("Adresy"), [_("Co"), _("Gdzie")], rows)


def _feeds(area: Area, reach: Reach) -> Section:
    feeds = Feed.objects.editable_by(reach).filter(area=area).select_related("organisation").order_by("label", "pk")
    feeds = feeds.exclude(organisation__visibility=Visibility.PRIVATE)
    rows = [
        [
            each.label,
            each.organisation.name if each.organisation else each.organiser_name,
            each.last_error or (date_format(each.last_success.date()) if each.last_success else _("jeszcze nie")),
        ]
        for each in feeds[:MOST_ROWS]
    ]
    # An address may be a secret of its owner, and paper is left on tables.
    note = _("Adresów kalendarzy tu nie ma: bywają tajne. Stoją na stronie „Kalendarze instytucji”.")
    return Section(
        _("Kalendarze, które pobieramy"), [_("Kalendarz"), _("Czyj"), _("Ostatnie pobranie albo kłopot")], rows, note
    )


def _year(area: Area, reach: Reach) -> Section:
    today = timezone.localdate()
    rows = Occurrence.objects.visible_to(reach).filter(day__gt=today - YEAR, day__lte=today)
    held = rows.filter(event__area__path__startswith=area.path, is_cancelled=False, is_tentative=False)
    shown = held.exclude(visibility=Visibility.PRIVATE).exclude(event__visibility=Visibility.PRIVATE)
    months: dict[int, Counter[str]] = defaultdict(Counter)
    for day, title in shown.values_list("day", "event__title").iterator(chunk_size=2000):
        months[day.month][title] += 1
    return Section(
        _("Rytm roku: co się odbywało w ostatnich dwunastu miesiącach"),
        [_("Miesiąc"), _("Wydarzenia i ile razy")],
        [[str(MONTHS[month]), _named(months[month])] for month in range(1, 13)],
    )


def _named(events: Counter[str]) -> str:
    if not events:
        return "–"
    named = [f"{title} ({count})" if count > 1 else title for title, count in events.most_common(MOST_EVENTS)]
    rest = len(events) - len(named)
    return "; ".join([*named, _("i innych: %(count)s") % {"count": rest}] if rest > 0 else named)


def _settings(area: Area) -> Section:
    limits = limits_of(area)
    fields = {each.name: each for each in CoordinationLimits._meta.concrete_fields}  # noqa: SLF001
    categories = [f"{each.letter} – {each.name}" for each in categories_for(area)]
    rows = [
        [_("Nazwa"), area.full_label],
        [_("Adres w serwisie"), f"{settings.PODWORKO_URL}/{area.slug}/"],
        [_("Należy do"), ", ".join(str(each) for each in Area.objects.above(area).exclude(pk=area.pk)) or "–"],
        [_("Granice na mapie"), str(area.boundaries.count())],
        [_("Ulice na liście"), str(area.streets.count())],
        [_("Kategorie"), "; ".join(categories) or "–"],
        [_("Problem jest nieaktualny po (miesięcy)"), str(months_of(area))],
        *[[str(fields[name].verbose_name), str(getattr(limits, name))] for name in _LIMITS],
    ]
    return Section(_("Ustawienia"), [_("Co"), _("Jak jest")], rows)
