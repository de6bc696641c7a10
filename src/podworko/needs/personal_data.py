"""Problems and needs: what people report, and what shows it, may tell of a person."""

from django.utils.translation import gettext_lazy as _

from podworko.core.personal_data import Kept
from podworko.needs import exchange_personal_data as exchange

PERSONAL = (
    *exchange.PERSONAL,
    Kept(
        model="needs.Report",
        fields=("contact",),
        what=_("e-mail albo telefon osoby, która zgłosiła problem"),
        whose=_("osoby, które zgłaszają problem i zostawiają kontakt"),
        purpose=_("koordynator może o coś zapytać"),
        basis=_("art. 6 ust. 1 lit. a RODO – zgoda: pole nie jest obowiązkowe"),
        source=_("ta osoba"),
        retention=_("30 dni po decyzji, najdłużej rok"),
        erasure=_("kontakt się kasuje"),
    ),
    Kept(
        model="needs.Report",
        fields=("title", "description"),
        what=_("zgłoszenia problemów – bywa w nich mowa o konkretnych osobach"),
        whose=_("osoby, o których mówi zgłoszenie"),
        purpose=_("koordynator decyduje, czy zapisać problem"),
        basis=_("art. 6 ust. 1 lit. f RODO – mieszkańcy mają móc powiedzieć, czego im brakuje"),
        source=_("osoby, które zgłaszają problem"),
        retention=_("rok od wysłania"),
        erasure=_("zgłoszenie się kasuje"),
    ),
    Kept(
        model="needs.Problem",
        fields=("title", "sort_key", "description", "uncovered"),
        what=_("opisy problemów i potrzeb – może w nich być mowa o konkretnej osobie, choć nie powinno"),
        whose=_("osoby, o których mówi opis"),
        purpose=_("wiadomo, czego brakuje i kto na to odpowiada"),
        basis=_("art. 6 ust. 1 lit. f RODO – mieszkańcy mają wiedzieć, co dzieje się w okolicy"),
        source=_("mieszkańcy, organizacje i dokumenty; źródło stoi przy problemie"),
        retention=_("dopóki istnieje wpis"),
        erasure=_("wpis poprawia się albo kasuje"),
        is_public=True,
    ),
    Kept(
        model="needs.Evidence",
        fields=("text", "source"),
        what=_("skąd wiadomo o problemie: obserwacje, rozmowy, ankiety – bywa tam autor źródła"),
        whose=_("autorzy źródeł i osoby, o których one mówią"),
        purpose=_("każde stwierdzenie można sprawdzić"),
        basis=_("art. 6 ust. 1 lit. f RODO – mieszkańcy mają wiedzieć, skąd to wiadomo"),
        source=_("osoby, które opisują problem, i dokumenty"),
        retention=_("dopóki istnieje wpis"),
        erasure=_("wpis poprawia się albo kasuje"),
        is_public=True,
    ),
    Kept(
        model="needs.Support",
        fields=("browser_digest",),
        what=_("skrót losowego znaku przeglądarki, w której ktoś nacisnął „Mnie też to dotyczy”"),
        whose=_("osoby, które to nacisnęły"),
        purpose=_("ta sama przeglądarka liczy się raz i może to cofnąć"),
        basis=_("art. 6 ust. 1 lit. f RODO – liczba ma coś znaczyć"),
        source=_("ta osoba"),
        retention=_("dopóki istnieje problem albo do cofnięcia"),
        erasure=_("cofa się w tej samej przeglądarce; nie da się z tego poznać, kto to był"),
    ),
    Kept(
        model="needs.Sought",
        fields=("words", "key"),
        what=_(
            "czego ktoś szukał i nie znalazł – kilka słów, bez tego, kto i skąd; co wygląda na e-mail, telefon, PESEL"
            " albo imię z nazwiskiem, z wyszukiwarki w ogóle nie wchodzi"
        ),
        whose=_("osoby, o których mówią te słowa, choć nie powinny"),
        purpose=_("wiadomo, czego brakuje w okolicy"),
        basis=_("art. 6 ust. 1 lit. f RODO – organizacje mają wiedzieć, czego ludzie szukają"),
        source=_("osoby, które prowadzą dziennik, i słowa z wyszukiwarki, które nic nie znalazły"),
        retention=_("dwa lata; słowa, o które pytano tylko jednego dnia, 60 dni"),
        erasure=_("skreśla się je z dziennika"),
    ),
)

NOT_PERSONAL = {
    **exchange.NOT_PERSONAL,
    "needs.Evidence": ("dated", "url"),
    "needs.Problem": ("audiences", "state_reason", "place_name"),
    "needs.Report": ("place_name", "audiences", "reason", "token_digest"),
    "needs.Response": ("note",),
    "needs.SoughtDay": ("audience",),
}
