"""Make two plain JPEG files of a picture that strangers sent; run by `core.child`, knows nothing of the program.

What comes out is drawn anew from the pixels: no position, no name of a camera, nothing that stood behind the end.
"""

import base64
import io
import struct
from typing import Any, Final

from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

__all__ = ["JpegImagePlugin", "MpoImagePlugin", "PngImagePlugin", "WebPImagePlugin", "make"]

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_PIXELS: Final = 40_000_000
LEAST_SIDE: Final = 200
LARGE, SMALL = (1280, 2560), (480, 960)
"""Widths and heights into which a picture is fitted; it is never made larger."""
QUALITY: Final = 82
_SLACK = 2.0
"""A picture is first shrunk roughly, to twice the size: good enough, and a fraction of the work."""
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, OverflowError, struct.error)
"""What Pillow raises at files that are cut off, damaged, or made to harm."""

# The size is looked at before anything is unpacked; Pillow's own limit only warns.
Image.MAX_IMAGE_PIXELS = None


def make(data: bytes) -> dict[str, Any]:
    """Return `{"large": [width, height, file], "small": [...]}`, files in base 64, or `{"refused": why}`."""
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            return {"refused": "pixels"}
        if min(image.size) < LEAST_SIDE:
            return {"refused": "small"}
        large = _plain(image)
        small = large.copy()
        small.thumbnail(SMALL, Image.Resampling.LANCZOS)
        return {"large": _written(large), "small": _written(small)}
    except _BROKEN:
        return {"refused": "broken"}


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture upright, in red, green and blue of the web, of at most the large size."""
    orientation, profile = _orientation(image), image.info.get("icc_profile")
    # A picture on its side is fitted into a box on its side.
    box = LARGE[::-1] if orientation in range(5, 9) else LARGE
    image.draft("RGB", box)
    image.load()
    image = _ordinary(image)
    image.thumbnail(box, Image.Resampling.LANCZOS, reducing_gap=_SLACK)
    image = _flat(_of_the_web(image, profile))
    return _turned(image, orientation)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(0x0112, 1))
    except _BROKEN:
        return 1


def _turned(image: Image.Image, orientation: int) -> Image.Image:
    image.info.clear()
    image.getexif().clear()
    image.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(image) if orientation in range(2, 9) else image


def _ordinary(image: Image.Image) -> Image.Image:
    """Return a picture in a mode that can be shrunk: 8 bits, no palette."""
    if image.mode.startswith(("I", "F")):
        # 16 bits of grey; Pillow would cut off all that is brighter than 255.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.mode in ("P", "PA", "1") or "transparency" in image.info:
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    return image


def _of_the_web(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return a picture in sRGB; one whose profile makes no sense stays as it is."""
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            target = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
        except (ImageCms.PyCMSError, *_BROKEN):
            return image
    return image


def _flat(image: Image.Image) -> Image.Image:
    """Return a new picture of the pixels alone, on white where one could see through."""
    whole = Image.new("RGB", image.size, "white")
    mask = image.getchannel("A") if "A" in image.getbands() else None
    whole.paste(image.convert("RGB"), (0, 0), mask)
    return whole


def _written(image: Image.Image) -> list[Any]:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return [image.width, image.height, base64.b64encode(stream.getvalue()).decode()]
