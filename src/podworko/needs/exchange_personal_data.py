"""Asks and offers: what passes from one side to the other, and texts that may tell of a person."""

from django.utils.translation import gettext_lazy as _

from podworko.core.personal_data import Kept

PERSONAL = (
    Kept(
        model="needs.Card",
        fields=("title", "sort_key", "text", "terms_note"),
        what=_("czego organizacje szukają i co mają – może w tym być mowa o konkretnej osobie, choć nie powinno"),
        whose=_("osoby, o których mówi opis"),
        purpose=_("organizacje mogą się dzielić tym, co mają"),
        basis=_("art. 6 ust. 1 lit. f RODO – organizacje mają wiedzieć, kto może im pomóc"),
        source=_("organizacje z okolicy albo koordynator po rozmowie z nimi"),
        retention=_("wpis znika z list po terminie ważności; zostaje, dopóki istnieje organizacja"),
        erasure=_("opis się poprawia"),
        is_public=True,
    ),
    Kept(
        model="needs.TalkPart",
        fields=("words",),
        what=_("kontakt wpisany na potrzeby jednej rozmowy"),
        whose=_("osoby, z którymi można się umówić"),
        purpose=_("dwie organizacje, które się zgodziły, mogą się umówić"),
        basis=_("art. 6 ust. 1 lit. a RODO – zgoda: pole nie jest obowiązkowe, a zgodę można wycofać"),
        source=_("organizacja, która się zgodziła, albo koordynator po rozmowie z nią"),
        retention=_("180 dni po zakończeniu rozmowy albo do wycofania zgody"),
        erasure=_("kontakt się kasuje"),
    ),
    Kept(
        model="needs.TalkPart",
        fields=("passes", "reason"),
        what=_("które kontakty z rejestru organizacja pozwoliła przekazać i co odpowiedziała"),
        whose=_("osoby, których kontakt jest w rejestrze"),
        purpose=_("wiadomo, na co ktoś się zgodził"),
        basis=_("art. 6 ust. 1 lit. a RODO – zgoda, którą można wycofać"),
        source=_("organizacja, która się zgodziła"),
        retention=_("do wycofania zgody albo usunięcia kontaktu z rejestru"),
        erasure=_("kontakt znika z rejestru, a z nim stąd"),
    ),
    Kept(
        model="needs.Talk",
        fields=("message", "outcome_note"),
        what=_("parę słów przy propozycji rozmowy i notatka, co z niej wyszło"),
        whose=_("osoby, o których ktoś tam napisał"),
        purpose=_("druga strona wie, o co chodzi; wiadomo, co się udało"),
        basis=_("art. 6 ust. 1 lit. f RODO – organizacje chcą się umówić"),
        source=_("organizacje, które rozmawiają, i koordynator"),
        retention=_("dopóki istnieją obie organizacje"),
        erasure=_("notatkę się poprawia albo kasuje"),
    ),
    Kept(
        model="needs.Asking",
        fields=("note",),
        what=_("notatka z rozmowy o tym, co organizacja ma i czego potrzebuje"),
        whose=_("osoby, które odpowiadały"),
        purpose=_("nikt nie pyta dwa razy o to samo"),
        basis=_("art. 6 ust. 1 lit. f RODO – koordynator ma wiedzieć, kogo pytano"),
        source=_("koordynator albo prowadzący wpis"),
        retention=_("dopóki istnieje organizacja"),
        erasure=_("notatkę się poprawia albo kasuje"),
    ),
)

NOT_PERSONAL = {
    "needs.Card": ("when_said", "weekdays"),
    "needs.CardNews": ("token_digest",),
    "needs.OfferMails": ("key_digest",),
}
