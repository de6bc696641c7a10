"""The poster of an invented event: a carpet on a carpet-beating frame, drawn here."""

import io
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from podworko import core
from podworko.agenda.choices import PeopleShown, PictureGround, PictureKind
from podworko.agenda.models import Event, EventPicture
from podworko.core import pictures

WIDTH, HEIGHT = 1280, 1600
PAPER, INK, GREEN, BRICK, OCHRE = "#FBF8F2", "#1E2A2B", "#1F5B47", "#B4472E", "#E0A93F"
FONT: Final = Path(core.__file__).parent / "fonts" / "Literata-SemiBold.ttf"
SAID: Final = "Plakat: „{title}”. Nad napisem czerwony dywan w żółte pasy wisi na zielonym trzepaku, za nim słońce."
AUTHOR: Final = "Stowarzyszenie „Wspólny Trzepak”"


def add_poster(event: Event) -> EventPicture:
    """Draw the poster of an event, keep it, and let it be shown."""
    kept = pictures.keep(_made(event.title))
    return EventPicture.objects.create(
        event=event,
        kind=PictureKind.POSTER,
        name=kept.name,
        width=kept.width,
        height=kept.height,
        alternative_text=SAID.format(title=event.title),
        author=AUTHOR,
        ground=PictureGround.OWN,
        people=PeopleShown.NOBODY,
        is_permitted=True,
        is_shown=True,
        position=1,
    )


def _made(title: str) -> pictures.Made:
    large = _drawn(title)
    small = large.resize(pictures.small_size(WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    return pictures.Made(WIDTH, HEIGHT, {pictures.LARGE: _file(large), pictures.SMALL: _file(small)})


def _drawn(title: str) -> Image.Image:
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    draw.ellipse((820, 120, 1120, 420), fill=OCHRE)
    draw.rectangle((0, 930, WIDTH, 1010), fill=GREEN)
    for x in (240, 1000):
        draw.rounded_rectangle((x, 260, x + 40, 970), 20, fill=GREEN)
    for y in (260, 480):
        draw.rounded_rectangle((240, y, 1040, y + 36), 18, fill=GREEN)
    draw.rectangle((420, 250, 860, 800), fill=BRICK)
    for y in range(320, 800, 110):
        draw.rectangle((420, y, 860, y + 24), fill=OCHRE)
    for x in range(424, 860, 24):
        draw.line((x, 800, x, 836), fill=BRICK, width=8)
    font = ImageFont.truetype(str(FONT), 150)
    draw.multiline_text((WIDTH / 2, 1300), title.replace(" ", "\n"), INK, font, "mm", spacing=24, align="center")
    return image


def _file(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=85, optimize=True, progressive=True)
    return stream.getvalue()
