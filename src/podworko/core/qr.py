from io import BytesIO

import segno


def as_data_uri(text: str) -> str:
    """Return a QR code of a text as a picture to put into an `src`: black on white, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))


def as_svg(text: str) -> str:
    """Return a QR code of a text as a picture for a print, with its quiet zone of four modules."""
    picture = BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=4, dark="#000", light="#fff")
    return picture.getvalue().decode()
