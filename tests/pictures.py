"""Pictures for tests: drawn here, with whatever a camera or an attacker would add."""

import io
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from podworko.core import pictures
from podworko.core.pictures import Kept, Made

RED, BLUE = (200, 30, 30), (30, 30, 200)


def drawn(width=300, height=200, mode="RGB", colour=RED):
    """One colour, with another in the upper left quarter: so that one sees which way is up."""
    image = Image.new(mode, (width, height), colour)
    if mode == "RGB":
        image.paste(BLUE, (0, 0, width // 2, height // 2))
    return image


def saved(image, kind="JPEG", **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def jpeg(width=300, height=200, **options):
    return saved(drawn(width, height), **options)


@cache
def _made():
    return Made(300, 200, {size: jpeg() for size in pictures.SIZES})


def kept() -> Kept:
    """A picture that lies on the disk, not read by a process of its own."""
    return pictures.keep(_made())


def upload(data=None, name="zdjecie.jpg"):
    return SimpleUploadedFile(name, jpeg() if data is None else data, content_type="image/jpeg")


def said(**values):
    """What the form of a picture sends, or an action takes, of one that may be shown."""
    return {
        "alternative_text": "Dzieci przy trzepaku",
        "author": "Ewa Nowak",
        "ground": "own",
        "people": "nobody",
        "is_permitted": True,
        **values,
    }
