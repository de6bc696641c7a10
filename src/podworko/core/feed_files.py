"""Files that other programs fetch again and again: made once until they change, sent packed, with a strong tag."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple, Self

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from podworko.core.release import RELEASE

MOST_KEPT = 50
"""Files kept per process; the one that was not asked for the longest goes first."""
_LEVEL = 5
_kept: "OrderedDict[Hashable, File]" = OrderedDict()
_lock = Lock()


class File(NamedTuple):
    """A file as it is sent, plain and packed."""

    plain: bytes
    packed: bytes

    @classmethod
    def of(cls, text: str) -> Self:
        """Return a text as a file."""
        plain = text.encode()
        return cls(plain, gzip.compress(plain, _LEVEL, mtime=0))


def kept_file(key: Hashable, make: Callable[[], str]) -> File:
    """Return the file that `make` gives, made once until `key` is another one."""
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    file = File.of(make())
    with _lock:
        _kept[key] = file
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return file


def is_unchanged(request: HttpRequest, number: int | str) -> bool:
    """Say whether whoever asks has the file of this number or word, packed or not."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(asked) and (_tag(number) in asked or _tag(number, "gz") in asked)


def not_modified(number: int | str) -> HttpResponse:
    """Answer that nothing has changed."""
    response = HttpResponseNotModified()
    response["ETag"] = _tag(number)
    return response


def answer(
    request: HttpRequest, file: File, *, tag: int | str, name: str, kind: str = "text/calendar"
) -> HttpResponse:
    """Send a file of a kind (its media type), packed where that is understood."""
    is_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    response = HttpResponse(file.packed if is_packed else file.plain, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Encoding"
    response["ETag"] = _tag(tag, "gz" if is_packed else "")
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def _tag(number: int | str, form: str = "") -> str:
    return f'"{number}.{RELEASE}{form}"'
