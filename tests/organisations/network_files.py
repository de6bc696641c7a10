"""Workbooks and tables with a network, as other programs write them."""

import io

import openpyxl

KUMU = (
    ("Elements", [["Label", "Type", "Description"], ["Klub", "NGO", ""], ["Nowa Grupa", "civic", "sąsiedzi"]]),
    (
        "Connections",
        [
            ["From", "To", "Direction", "Type"],
            ["Klub", "Biblioteka", "mutual", "partnership"],
            ["Klub", "Nowa Grupa", "", ""],
        ],
    ),
)


def workbook(sheets=KUMU):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
