from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from podworko.core import typst

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def template(tmp_path, monkeypatch):
    """Write a template into a package of its own."""

    def write(body):
        base = "core/print/base.typ"
        (tmp_path / "core" / "print").mkdir(parents=True, exist_ok=True)
        (tmp_path / base).write_text((Path(typst.__file__).parent / "print" / "base.typ").read_text())
        (tmp_path / "page.typ").write_text(f'#import "/{base}": *\n#show: document-frame\n{body}')
        monkeypatch.setattr(typst, "PACKAGE", tmp_path)
        return "page.typ"

    return write


def document(template, **data):
    return typst.Document(template, data, title="Tytuł", language="pl", made_at=NOON)


def render(template, **data):
    return PdfReader(BytesIO(typst.render(document(template, **data))))


def test_print_has_title_language_and_tags(template):
    reader = render(template("= Nagłówek"))
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Tytuł"
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_text_cannot_become_markup(template):
    evil = '#panic("x") *gruby* $x$ = nagłówek "cudzysłów" \\ @ref <label>'
    text = render(template("= Nagłówek\n#document-data.name"), name=evil).pages[0].extract_text()
    assert evil in text


def test_polish_ukrainian_and_vietnamese_are_drawn(template):
    words = "Zażółć gęślą jaźń · Ґанок, їжак, єдність · Tiếng Việt: ữ ậ ẩ"
    assert words in render(template("= Nagłówek\n#document-data.words"), words=words).pages[0].extract_text()


def test_character_without_a_glyph_does_not_stop_the_print(template):
    text = render(template("= Nagłówek\n#document-data.name"), name="Klub 中 \x07 koniec").pages[0].extract_text()
    assert "Klub ? " in text
    assert "koniec" in text


def test_figure_without_alternative_text_is_refused(template):
    body = "= Nagłówek\n#image(bytes(document-data.svg))"
    with pytest.raises(typst.PrintError, match="alt"):
        render(template(body), svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>')


def test_same_input_makes_the_same_file(template):
    name = template("= Nagłówek")
    first, second = (typst.render(document(name)) for _ in range(2))
    assert first == second


def test_missing_template_is_named():
    with pytest.raises(typst.PrintError, match="no such template"):
        typst.render(document("portal/print/nothing.typ"))


def test_measuring_returns_what_the_template_labels(template):
    name = template("= Nagłówek\n#metadata(document-data.width + 1) <wide>")
    assert typst.measure(document(name, width=4), label="wide") == 5


def test_label_that_is_not_there_is_told(template):
    with pytest.raises(typst.PrintError, match=r"page\.typ"):
        typst.measure(document(template("= Nagłówek")), label="wide")


def test_print_that_takes_too_long_is_given_up(template, monkeypatch):
    monkeypatch.setattr(typst, "LONGEST", 0.001)
    with pytest.raises(typst.PrintError, match="not ready"):
        typst.render(document(template("= Nagłówek")))


def test_warning_of_a_template_is_logged(template, caplog):
    render(template('= Nagłówek\n#text(font: "Nie ma takiego kroju")[x]'))
    assert "nie ma takiego kroju" in caplog.text


def test_only_the_shipped_fonts_are_embedded(template):
    fonts = render(template("= Nagłówek\nZwykły *gruby*")).pages[0]["/Resources"]["/Font"]
    for font in fonts.values():
        descendant = font["/DescendantFonts"][0]
        name = descendant["/FontDescriptor"]["/FontName"].split("+")[-1]
        assert name.startswith(("Literata", "SourceSans3"))
        assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])


def test_preview_is_a_picture_of_the_first_page(template):
    name = template("#set page(width: 100mm, height: 50mm)\n= Nagłówek\n#pagebreak()\nDruga")
    picture = Image.open(BytesIO(typst.preview(document(name), dots_per_inch=50.8)))
    assert picture.format == "PNG"
    assert picture.size == (200, 100)
