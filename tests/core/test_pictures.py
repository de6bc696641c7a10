"""Pictures that strangers send: made anew, without what a camera adds, or refused with a sentence."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from podworko.core import child, health, picture_work, pictures
from podworko.core.pictures import PictureError
from tests.pictures import BLUE, RED, drawn, jpeg, saved

SECRETS = (b"kanarek", b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"Photoshop", b"<script", b"PK\x03\x04")
ORIENTATION, GPS, MAKER, CAMERA = 0x0112, 0x8825, 0x927C, 0x0110


def large(data):
    """The large file that is made of some bytes, and the picture in it."""
    made = pictures.take_in(data)
    file = made.files["large"]
    image = Image.open(io.BytesIO(file))
    assert image.format == "JPEG"
    assert image.size == (made.width, made.height)
    return file, image


def refusal(data):
    with pytest.raises(PictureError) as caught:
        pictures.take_in(data)
    return str(caught.value)


def is_like(one, other, tolerance=12):
    return all(abs(mine - theirs) <= tolerance for mine, theirs in zip(one, other, strict=True))


def exif(**tags):
    values = Image.Exif()
    values[CAMERA] = "kanarek"
    values[ORIENTATION] = tags.get("orientation", 1)
    values.get_ifd(GPS)[2] = (50.0, 5.0, 6.0)
    values.get_ifd(GPS)[29] = "kanarek"
    values.get_ifd(0x8769)[MAKER] = b"kanarek"
    return values


def png_of(width, height, *chunks):
    """A PNG that says to be so large and holds next to nothing."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(chunk(*each) for each in chunks) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_fitted_into_two_widths(kind):
    made = pictures.take_in(saved(drawn(2000, 1000), kind))
    assert (made.width, made.height) == (1280, 640)
    small = Image.open(io.BytesIO(made.files["small"]))
    assert small.size == (480, 240) == pictures.small_size(made.width, made.height)
    assert is_like(small.getpixel((20, 20)), BLUE)
    assert is_like(small.getpixel((400, 200)), RED)


@pytest.mark.parametrize(("width", "height"), [(300, 200), (1281, 333), (1000, 4000), (481, 479), (5000, 201)])
def test_small_file_is_as_large_as_the_page_says(width, height):
    made = pictures.take_in(jpeg(width, height))
    small = Image.open(io.BytesIO(made.files["small"]))
    assert small.size == pictures.small_size(made.width, made.height)
    assert made.width <= min(width, 1280)
    assert made.height <= min(height, 2560)


def test_nothing_of_what_a_camera_writes_is_left():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(
        drawn(400, 300), exif=exif(), icc_profile=profile, comment=b"kanarek", xmp=b"http://ns.adobe.com kanarek"
    )
    assert all(secret in data for secret in (b"kanarek", b"Exif", b"ns.adobe.com", b"ICC_PROFILE"))
    made = pictures.take_in(data)
    for file in made.files.values():
        assert [secret for secret in SECRETS if secret in file] == []
        image = Image.open(io.BytesIO(file))
        assert not image.getexif()
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_nothing_is_left_of_other_formats_either(kind):
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "kanarek")
    more = {"pnginfo": text} if kind == "PNG" else {"xmp": b"kanarek"}
    data = saved(drawn(400, 300), kind, exif=exif(), **more)
    assert b"kanarek" in data
    file, _image = large(data)
    assert [secret for secret in SECRETS if secret in file] == []


@pytest.mark.parametrize("orientation", range(1, 9))
def test_picture_stands_upright(orientation):
    turns = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = drawn(1600, 1200)
    turn = turns[orientation]
    lying = upright.transpose(turn) if turn is not None else upright
    _file, image = large(saved(lying, exif=exif(orientation=orientation)))
    assert image.size == (1280, 960)
    assert is_like(image.getpixel((100, 100)), BLUE)
    for corner in ((1200, 100), (100, 900), (1200, 900)):
        assert is_like(image.getpixel(corner), RED)


@pytest.mark.parametrize("orientation", [0, 9, 77, 65535])
def test_orientation_that_does_not_exist_turns_nothing(orientation):
    _file, image = large(jpeg(400, 300, exif=exif(orientation=orientation)))
    assert image.size == (400, 300)


@pytest.mark.parametrize(
    ("image", "options", "colour"),
    [
        (Image.new("RGBA", (300, 300), (200, 30, 30, 0)), {}, (255, 255, 255)),
        (Image.new("P", (300, 300)), {"transparency": 0}, (255, 255, 255)),
        (Image.new("LA", (300, 300), (0, 128)), {}, (127, 127, 127)),
        (Image.new("1", (300, 300), 1), {}, (255, 255, 255)),
        (Image.new("I;16", (300, 300), 40000), {}, (156, 156, 156)),
        (Image.new("RGB", (300, 300), (200, 30, 30)), {"transparency": (200, 30, 30)}, (255, 255, 255)),
    ],
    ids=["RGBA", "palette", "LA", "1", "I16", "keyed"],
)
def test_any_mode_becomes_plain_colours_on_white(image, options, colour):
    _file, made = large(saved(image, "PNG", **options))
    assert made.mode == "RGB"
    assert is_like(made.getpixel((150, 150)), colour)


def test_colours_of_a_camera_become_those_of_the_web():
    """Green of a wide space, told by its profile; a profile of nonsense is passed over."""
    wide = saved(drawn(colour=(100, 100, 100)), icc_profile=b"nonsense" * 40)
    _file, image = large(wide)
    assert is_like(image.getpixel((250, 150)), (100, 100, 100))
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    _file, image = large(saved(drawn(colour=(100, 100, 100)), icc_profile=lab))
    assert is_like(image.getpixel((250, 150)), (100, 100, 100))


def test_printers_colours_are_read():
    _file, image = large(saved(Image.new("CMYK", (300, 300), (0, 255, 255, 0))))
    assert image.mode == "RGB"
    assert image.getpixel((150, 150))[0] > 200
    assert max(image.getpixel((150, 150))[1:]) < 60


def test_only_the_first_picture_of_an_animation_is_taken():
    frames = [drawn(colour=(0, 0, 0)), drawn(colour=(255, 255, 255))]
    data = saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    _file, image = large(data)
    assert is_like(image.getpixel((250, 150)), (0, 0, 0))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "To nie jest obrazek JPEG, PNG ani WebP."),
        (b"GIF89a" + b"\xff\xff\xff\xff\x00\x00\x00", "To nie jest obrazek JPEG, PNG ani WebP."),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "To nie jest obrazek"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "To nie jest obrazek"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "To zdjęcie jest w formacie HEIC"),
        (b"%PDF-1.7 ...", "To jest PDF."),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 100, "Tego obrazka nie da się odczytać"),
        (b"\x89PNG\r\n\x1a\n", "Tego obrazka nie da się odczytać"),
        (b"RIFF\x00\x00\x00\x00WEBP", "Tego obrazka nie da się odczytać"),
        (png_of(100_000, 100_000), "Ten obrazek jest za duży: ma więcej niż 40 milionów punktów."),
        (png_of(0, 10), "Tego obrazka nie da się odczytać"),
        (png_of(300, 300, (b"IDAT", zlib.compress(b"\0" * 10))), "Tego obrazka nie da się odczytać"),
        (
            png_of(300, 300, (b"zTXt", b"k\0\0" + zlib.compress(b"\0" * 80_000_000))),
            "Tego obrazka nie da się odczytać",
        ),
        (saved(drawn(199, 300)), "Ten obrazek jest za mały"),
        (jpeg(1000, 800)[:2000], "Tego obrazka nie da się odczytać"),
    ],
    ids=lambda value: value[:12].decode(errors="replace") if isinstance(value, bytes) else "",
)
def test_what_is_no_picture_is_refused_with_a_sentence(data, sentence):
    begun = time.monotonic()
    assert refusal(data).startswith(sentence)
    assert time.monotonic() - begun < 20


def test_bomb_within_the_limit_of_points_is_made_small():
    """40 million points in a few kilobytes: read within its memory, or refused, and the server stands."""
    data = saved(Image.new("1", (6300, 6300)), "PNG")
    assert len(data) < 10_000
    _file, image = large(data)
    assert image.size == (1280, 1280)


def test_too_large_a_file_is_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST_FILE", 100)
    monkeypatch.setattr(child, "run", None)
    assert refusal(jpeg()) == "Ten plik jest za duży: ma więcej niż 10 MB."


def test_what_takes_too_much_is_a_sentence(monkeypatch):
    monkeypatch.setattr(pictures, "ALLOWANCE", child.Allowance(megabytes=20))
    assert refusal(saved(Image.new("RGBA", (5000, 5000)), "PNG")).startswith("Ten plik jest zbyt złożony")


def test_defect_of_the_reader_is_a_sentence(monkeypatch):
    monkeypatch.setattr(pictures.picture_work, "make", picture_work._flat)
    assert refusal(jpeg()).startswith("Tego obrazka nie da się odczytać")


def test_page_behind_the_end_of_a_picture_is_gone():
    """What is a picture and something else at the same time comes out as a picture only."""
    for tail in (b"<script>alert(1)</script>", b"PK\x03\x04zip", b"%PDF-1.4"):
        file, _image = large(jpeg(400, 300) + tail)
        assert tail not in file
    inside = jpeg(400, 300, comment=b"<script>alert(1)</script>")
    assert b"<script" in inside
    assert b"<script" not in large(inside)[0]


def test_picture_is_kept_under_a_name_that_nobody_guesses():
    made = pictures.take_in(jpeg())
    one, other = pictures.keep(made), pictures.keep(made)
    assert len(one.name) == 32
    assert one.name != other.name
    assert pictures.file(one.name, "large").read_bytes() == made.files["large"]
    assert pictures.file(one.name, "large").stat().st_mode & 0o137 == 0


@pytest.mark.parametrize(
    "name", ["../../secret.key", "..", "", "A" * 32, "0" * 31, "0" * 32, "0" * 33, "0" * 32 + "\n"]
)
def test_name_that_is_none_leads_nowhere(name):
    assert pictures.file(name, "large") is None
    pictures.destroy(name)


def test_size_that_is_none_leads_nowhere():
    kept = pictures.keep(pictures.take_in(jpeg()))
    assert pictures.file(kept.name, "../large") is None
    assert pictures.file(kept.name, "huge") is None


def test_without_space_nothing_is_kept(monkeypatch):
    made = pictures.take_in(jpeg())
    monkeypatch.setattr(health, "free_space", lambda _folder: 50_000_000)
    with pytest.raises(PictureError, match="Na dysku serwera nie ma już miejsca"):
        pictures.keep(made)


def test_copy_has_a_name_of_its_own():
    kept = pictures.keep(pictures.take_in(jpeg()))
    other = pictures.copy(kept.name)
    pictures.destroy(kept.name)
    assert pictures.file(kept.name, "small") is None
    assert pictures.file(other, "small") is not None
