import segno


def as_data_uri(text: str) -> str:
    """Return a QR code of a text as a picture to put into an `src`: black on white, with its quiet zone."""
    code = segno.make(text, error="m", micro=False)
    return str(code.svg_data_uri(scale=5, border=4, dark="#000", light="#fff"))
