"""Who may what, on one page: the roles that exist, who gives them, what each sees and changes.

The rules themselves are kept by `core.visibility` and by the querysets; this is the same said in
words, for the page „Kto co może” and for whoever changes the rules.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from podworko.accounts.choices import GIVEN_BY_COORDINATOR, AreaRoleKind
from podworko.core.visibility import Reach
from podworko.places.models import Area

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Role:
    """One row of the page „Kto co może”."""

    code: str
    name: Words
    held_in: Words
    given_by: Words
    may: tuple[Words, ...]
    may_not: tuple[Words, ...] = ()


ROLES = (
    Role(
        code="passer_by",
        name=_("Każdy, bez konta"),
        held_in=_("wszędzie"),
        given_by=_("nikt – to prawo każdego"),
        may=(
            _("Widzi wszystko, co publiczne: wpisy, mapę, listę, wydruki."),
            _("Zapisuje się na wydarzenia i sam zmienia albo wycofuje swój zapis."),
        ),
        may_not=(_("Nie widzi nic więcej; kto się zapisał, też nie."),),
    ),
    Role(
        code="member",
        name=_("Należy do organizacji"),
        held_in=_("w jednej organizacji lub w kilku"),
        given_by=_("osoba, która prowadzi wpis organizacji, albo koordynator"),
        may=(
            _("Widzi wszystko o swojej organizacji, oprócz tego, co jest tylko dla prowadzących wpis."),
            _("Widzi to, czym inne organizacje dzielą się z partnerami – tam, gdzie działa jej organizacja."),
            _("Dodaje zdjęcia z wydarzeń swojej organizacji; pokazuje je osoba, która prowadzi wpis."),
        ),
        may_not=(_("Nie zmienia wpisów."),),
    ),
    Role(
        code="editor",
        name=_("Prowadzi wpis organizacji"),
        held_in=_("w jednej organizacji lub w kilku"),
        given_by=_("inna osoba, która prowadzi ten wpis, albo koordynator"),
        may=(
            _("Zmienia wszystko, co należy do organizacji, i decyduje, kto to widzi."),
            _("Widzi historię zmian i może przywrócić wcześniejszy stan."),
            _("Zaprasza ludzi do organizacji i odbiera im dostęp."),
            _("Widzi, kto zapisał się na wydarzenia tej organizacji, wpisuje dzwoniących i wypisuje."),
        ),
    ),
    Role(
        code=AreaRoleKind.COORDINATOR,
        name=AreaRoleKind.COORDINATOR.label,
        held_in=_("w osiedlu i we wszystkim, co się w nim mieści"),
        given_by=_("administrator"),
        may=(
            _("Dodaje i zmienia wpisy organizacji swojego osiedla – także za tych, którzy mają tylko telefon."),
            _("Zaprasza ludzi do organizacji, prowadzących spotkania i analityków."),
            _("Zmienia nazwy, granice, ulice i społeczności swojego osiedla."),
            _("Zapisuje, kto z kim współpracuje, i umieszcza organizacje na siatce wpływu i zainteresowania."),
        ),
        may_not=(
            _("Nie widzi tego, co jest tylko dla prowadzących wpis, chyba że sam to wpisał."),
            _("Nie widzi, gdzie na siatce umieszczono organizację, do której sam należy."),
        ),
    ),
    Role(
        code=AreaRoleKind.FACILITATOR,
        name=AreaRoleKind.FACILITATOR.label,
        held_in=_("w osiedlu i we wszystkim, co się w nim mieści"),
        given_by=_("koordynator albo administrator"),
        may=(_("Widzi to, co publiczne, i to, czym organizacje dzielą się z partnerami."),),
        may_not=(_("Nie zmienia wpisów."),),
    ),
    Role(
        code=AreaRoleKind.ANALYST,
        name=AreaRoleKind.ANALYST.label,
        held_in=_("w osiedlu i we wszystkim, co się w nim mieści"),
        given_by=_("koordynator albo administrator"),
        may=(_("Widzi to, co publiczne, i to, czym organizacje dzielą się z partnerami."),),
        may_not=(_("Nie zmienia wpisów."),),
    ),
    Role(
        code=AreaRoleKind.DATA_PROTECTION_OFFICER,
        name=AreaRoleKind.DATA_PROTECTION_OFFICER.label,
        held_in=_("w osiedlu i we wszystkim, co się w nim mieści"),
        given_by=_("administrator"),
        may=(
            _("Widzi to, co publiczne, i to, czym organizacje dzielą się z partnerami."),
            _("Otwiera zapisy organizacji, aby wydać komuś jego dane albo je usunąć. Podaje powód, na godzinę."),
        ),
        may_not=(_("Nie otwiera zapisów bez śladu: widać to w historii organizacji."),),
    ),
    Role(
        code="administrator",
        name=_("administrator"),
        held_in=_("w całej instalacji"),
        given_by=_("administrator, który ją uruchomił"),
        may=(
            _("Dba o działanie programu: zadania, kopie, ustawienia. Wyznacza koordynatorów."),
            _("Zakłada osiedla i inne miejsca, zmienia ich nazwy, granice, ulice i społeczności."),
            _("Otwiera zapisy organizacji, gdy trzeba coś naprawić. Podaje powód, na godzinę."),
        ),
        may_not=(
            _("Na co dzień widzi tylko to, co publiczne, i to, co widzą organizacje, do których należy."),
            _("Nie otwiera zapisów bez śladu: widać to w historii organizacji."),
        ),
    ),
)


def kinds_given_by(reach: Reach, area: Area) -> tuple[AreaRoleKind, ...]:
    """Return the roles that a person may give in an area."""
    if reach.is_administrator:
        return tuple(AreaRoleKind)
    if area.pk in reach.coordinator_of:
        return GIVEN_BY_COORDINATOR
    return ()
