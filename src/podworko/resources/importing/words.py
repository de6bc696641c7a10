"""What an import says to people: names of fields, verdicts, why a cell cannot be read."""

from typing import Final

from django.utils.translation import gettext_lazy as _

FIELD_LABELS: Final = {
    "name": _("nazwa"),
    "corrected_name": _("nazwa poprawiona"),
    "place_name": _("nazwa miejsca"),
    "category": _("kategoria"),
    "sector": _("sektor"),
    "description": _("czym się zajmuje"),
    "website": _("strona internetowa"),
    "address": _("adres w jednej linii"),
    "street": _("ulica"),
    "house": _("numer domu"),
    "flat": _("numer mieszkania"),
    "postcode": _("kod pocztowy"),
    "city": _("miejscowość"),
    "address_note": _("jak trafić"),
    "coordinates": _("współrzędne w jednej komórce"),
    "latitude": _("szerokość geograficzna"),
    "longitude": _("długość geograficzna"),
    "precision": _("dokładność położenia"),
    "phone": _("telefon"),
    "email": _("e-mail"),
    "role": _("rola osoby do kontaktu"),
    "holder": _("osoba do kontaktu"),
    "hours": _("godziny otwarcia"),
    "services": _("usługi"),
    "regon": _("REGON"),
    "krs": _("KRS"),
    "nip": _("NIP"),
    "rspo": _("RSPO"),
    "identifiers": _("numery w rejestrach"),
    "status": _("stan"),
    "assured_date": _("sprawdzono"),
    "source": _("źródło"),
    "entry_page": _("strona wpisu"),
    "reference": _("symbol z tego pliku"),
    "whole_address": _("adres"),
    "place": _("miejsce"),
    "point": _("punkt na mapie"),
}
"""By the codes of `columns.FIELDS`, and of what is told of a change."""

NO_NAME = _("Wiersz nie ma nazwy. Wpisz ją w pliku. Jeśli to wiersz pusty albo z sumą, nic nie rób: pominiemy go.")
FORMULA = _("To jest formuła, a nie tekst. Wklej w arkuszu samą wartość.")
TOO_LONG = _("Ten tekst jest za długi: ma %(length)d znaków, a zmieści się najwyżej %(most)d. Skróć go w pliku.")
LOST_DIGITS = _(
    "Arkusz skrócił ten numer do „%(text)s” i zgubił cyfry. Ustaw w arkuszu format tej komórki na „Tekst” i wpisz"
    " numer jeszcze raz."
)
BAD_COORDINATE = _("To nie jest współrzędna: „%(text)s”. Szerokość wygląda tak: 50.0866, długość tak: 19.9062.")
SPOILT_COORDINATE = _("Arkusz zrobił ze współrzędnej datę: „%(text)s”. Wpisz ją w pliku jako tekst.")
ONE_COORDINATE = _("Jest tylko jedna z dwóch współrzędnych.")
BAD_DATE = _("To nie jest data: „%(text)s”. Na przykład: 2026-05-31 albo 31.05.2026.")
FUTURE_DATE = _("Ta data jest w przyszłości: „%(text)s”.")

HOUSE_FROM_DATE = _("Arkusz zrobił z numeru domu datę „%(text)s”. Czytamy: %(house)s.")
NOT_AN_ENTRY = _(
    "To wygląda na podsumowanie albo podpis pod tabelą, nie na instytucję: „%(text)s”. Pomijamy ten wiersz."
)
UNKNOWN_CATEGORY = _("Nie ma u nas kategorii „%(text)s”. Kategoria zostanie pusta.")
UNKNOWN_WORD = _("Nie rozumiemy słowa „%(text)s” (%(field)s). Pomijamy je.")
UNREAD_HOURS = _("Nie rozumiemy godzin „%(text)s”. Godziny zostaną puste.")
DOUBTFUL_NUMBER = _("%(scheme)s %(value)s wygląda na błędny. Wczytamy go, ale sprawdź.")
UNREAD_ADDRESS = _("Tej części adresu nie umiemy odczytać: „%(text)s”. Zobaczą ją tylko prowadzący wpis.")
LIKELY_STREET = _(
    "Ulicy „%(street)s” nie ma na liście ulic osiedla. Może chodzi o: %(likely)s. Popraw w pliku, jeśli tak; inaczej"
    " zostanie, jak jest."
)
FLAT = _("Jest tu numer mieszkania, na przykład po ukośniku. Zapiszemy go, ale zobaczą go tylko prowadzący wpis.")
SWAPPED = _("Szerokość i długość były zamienione miejscami. Odwróciliśmy je.")
FAR_AWAY = _("Punkt %(point)s leży daleko od tego osiedla, poza Polską. Pomijamy go.")
LEFT_CELL = _("Pomijamy komórkę %(cell)s: %(reason)s")
REPEATS = _("Powtarza wiersz %(row)d.")
LIKE_ROW = _("Prawdopodobnie to samo co wiersz %(row)d: %(name)s.")
IN_CELL = _("W komórce jest „%(text)s”. %(reason)s")
NEW_PLACE = _("nowe miejsce")
"""What stands for the old value where a place is added."""
