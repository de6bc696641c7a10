"""Looking into PDF files as a screen reader and a ruler do."""

import math
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import ImageFont
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from podworko.core.typst import FONTS


def open_pdf(content):
    assert content.startswith(b"%PDF-")
    return PdfReader(BytesIO(content))


def text_of(reader):
    """All text in the order of the file, on one line, hard spaces as spaces."""
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def elements(reader):
    """The tags in reading order: (kind, attributes)."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, ArrayObject):
            for child in node:
                walk(child)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append((node["/S"], node))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def fonts(reader):
    """Names of all fonts, without the prefix of a subset, and whether each is embedded."""
    found = {}

    def walk(resources):
        for font in resources.get("/Font", {}).values():
            descendant = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            descriptor = descendant["/FontDescriptor"]
            name = descriptor["/FontName"].removeprefix("/").split("+")[-1]
            found[name] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor))
        for inner in resources.get("/XObject", {}).values():
            walk(inner.get_object().get("/Resources", {}))

    for page in reader.pages:
        walk(page["/Resources"])
    return found


def type_sizes(page):
    """Size in points of every piece of text that stands on a page itself, with the text."""
    found = []

    def visit(text, matrix, text_matrix, font, size):
        if text.strip():
            scale = math.hypot(matrix[0], matrix[1]) * math.hypot(text_matrix[0], text_matrix[1])
            found.append((round(size * scale, 2), text.strip()))

    page.extract_text(visitor_text=visit)
    return found


class Box(NamedTuple):
    """A piece of text on a page, in points from the lower left corner: from its descenders to its capitals."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


@cache
def _font(name):
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), 1000)


def boxes(page):
    """Every piece of text with the room that it takes, in the order of the page."""
    found = []

    def visit(text, matrix, text_matrix, font, size):
        said = text.strip()
        if not said:
            return
        left = matrix[0] * text_matrix[4] + matrix[2] * text_matrix[5] + matrix[4]
        line = matrix[1] * text_matrix[4] + matrix[3] * text_matrix[5] + matrix[5]
        name = font["/BaseFont"].removeprefix("/").split("+")[-1].removesuffix("-Identity-H")
        width = _font(name).getlength(said) * size / 1000
        found.append(Box(left, line - 0.2 * size, left + width, line + 0.66 * size, size, said))

    page.extract_text(visitor_text=visit)
    return found


def collisions(page):
    """Pairs of texts that overlap, and texts that leave the page."""
    found, all_boxes = [], boxes(page)
    assert len(all_boxes) > 5
    # What touches does not overlap.
    slack = 0.5
    for number, one in enumerate(all_boxes):
        if one.left < 0 or one.bottom < 0 or one.right > page.mediabox.width or one.top > page.mediabox.height:
            found.append((one.text, "the edge"))
        found += [
            (one.text, other.text)
            for other in all_boxes[number + 1 :]
            if one.left + slack < other.right
            and other.left + slack < one.right
            and one.bottom + slack < other.top
            and other.bottom + slack < one.top
        ]
    return found


def colours(page):
    """All colours of a page's own fills and strokes, as #RRGGBB."""
    operands = {b"rg": 3, b"RG": 3, b"sc": 3, b"SC": 3, b"scn": 3, b"SCN": 3}
    found = set()
    for values, operator in page.get_contents().operations if page.get_contents() else ():
        if operands.get(operator) == len(values):
            found.add("#" + "".join(f"{round(float(value) * 255):02X}" for value in values))
    return found
