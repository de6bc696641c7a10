"""A spreadsheet of 300 rows as an office really has it: made once more for every test that reads it."""

import datetime as dt
import io
from functools import cache

import openpyxl

FIRST_OF_MAY = dt.datetime(2024, 5, 1)  # noqa: DTZ001 – a spreadsheet knows no zone
HEADINGS = [
    *("Lp.", "Rodzaj", "Nazwa placówki", "Ulica", "Nr domu", "Kod", "Tel. kontaktowy", "Adres e-mail"),
    *("Szer. geogr.", "Dł. geogr.", "Godziny otwarcia"),
]
STREETS = ["Józefa Elsnera", "ul. Weissa", "Stachewicza", "Jaremy"]
KINDS = ["Edukacja", "Ochrona zdrowia", "Życie społeczne"]
PHONES = ["12 633 {0:02d} {1:02d}", "(12) 633-{0:02d}-{1:02d}", "+48 12 633 {0:02d} {1:02d}", "12633{0:02d}{1:02d}"]
NOUNS = ["Świetlica", "Przychodnia", "Klub", "Biblioteka", "Ognisko", "Pracownia"]
NAMES = ["Żabka", "Gęś", "Łoś", "Źrebak", "Ćma", "Sęp", "Kruk", "Wróbel", "Sikorka", "Dzięcioł", "Bocian", "Jeż"]


def name_of(number):
    return f"{NOUNS[number % 6]} {NAMES[number // 6 % 12]} {number}"


def row_of(number):
    phone = PHONES[number % 4].format(number % 90 + 10, number // 3 % 90 + 10)
    return [
        number + 1,
        KINDS[number % 3],
        name_of(number),
        STREETS[number % 4],
        number % 80 + 1,
        31322.0 if number % 5 else "31-322",
        float(phone) if phone.isdigit() else phone,
        f"kontakt{number}@przyklad.pl" if number % 3 else None,
        50.08 + number / 100_000,
        19.9 + number / 100_000,
        "pn-pt 8-16" if number % 2 else None,
    ]


FAULTS = {
    10: ("name", None),
    25: ("phone", "4.86E+08"),
    40: ("phone", "dzwonić do pani Basi"),
    55: ("email", "biuro.przyklad.pl"),
    70: ("latitude", 500866),
    85: ("latitude", FIRST_OF_MAY),
    100: ("name", '=HYPERLINK("http://zly.example";"Klub")'),
}
"""Row of the table → which of its cells is wrong and what stands there; each such row is rejected."""
COLUMNS = {"name": 2, "phone": 6, "email": 7, "latitude": 8}
DOUBLED = {120: 119, 150: 9, 299: 298}
"""Row → the row that it repeats word for word."""


@cache
def workbook():
    """Titles above the header, a merged column, a second sheet of notes, and what spreadsheets do to numbers."""
    book = openpyxl.Workbook()
    notes = book.active
    notes.title = "Uwagi"
    notes["A1"] = "Plik od pani Krystyny, stan na maj"
    sheet = book.create_sheet("Placówki")
    sheet["A1"] = "WYKAZ PLACÓWEK NA OSIEDLU"
    sheet.merge_cells("A1:K1")
    sheet["A2"] = dt.date(2026, 5, 4)
    sheet["A3"] = "sporządziła: K. Nowak"
    sheet.append([])
    sheet.append(HEADINGS)
    for number in range(300):
        row = row_of(DOUBLED.get(number, number))
        row[0] = number + 1
        if number in FAULTS:
            field, value = FAULTS[number]
            row[COLUMNS[field]] = value
        sheet.append(row)
    # A house number that the spreadsheet took for a date, and a kind written once for three rows.
    sheet["E7"] = FIRST_OF_MAY
    sheet["B8"], sheet["B9"] = None, None
    sheet.merge_cells("B7:B9")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
