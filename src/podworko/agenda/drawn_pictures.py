"""A picture as a page draws it: addresses, sizes, words."""

from collections.abc import Iterable
from dataclasses import dataclass

from podworko.agenda import links
from podworko.agenda.choices import PictureKind
from podworko.agenda.models import Event, EventPicture
from podworko.core.pictures import LARGE, SMALL
from podworko.core.visibility import Reach


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with the addresses of its files."""

    picture: EventPicture
    small: str
    large: str

    @property
    def choice(self) -> str:
        """What a browser may choose from (`srcset`)."""
        return f"{self.small} {self.picture.small_width}w, {self.large} {self.picture.width}w"

    @property
    def large_whole(self) -> str:
        """The address of the large file as other programs must be told it."""
        return links.whole(self.large)


def drawn(event: Event, rows: Iterable[EventPicture]) -> list[Drawn]:
    """Return pictures of an event ready to be drawn."""
    return [Drawn(row, links.picture(event, row, SMALL), links.picture(event, row, LARGE)) for row in rows]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the page of an event shows of its pictures, and says of those that it does not show."""

    poster: Drawn | None = None
    photos: tuple[Drawn, ...] = ()
    takes_photos: bool = False
    """The reader may add photos, and there may be some: it has begun."""
    waiting: int = 0
    """Photos that the reader, who keeps the event, has yet to look at."""

    @property
    def cover(self) -> Drawn | None:
        """The picture that stands for the event elsewhere: its poster, else the first photo."""
        return self.poster or next(iter(self.photos), None)


NO_PICTURES = Pictures()


def pictures_of(event: Event, reach: Reach, *, is_kept: bool, has_begun: bool) -> Pictures:
    """Return the pictures that stand on the page of an event which a person may read; `is_kept`: by that person."""
    found = drawn(event, EventPicture.objects.visible_to(reach).filter(event=event.pk, is_shown=True))
    return Pictures(
        poster=next((each for each in found if each.picture.kind == PictureKind.POSTER), None),
        photos=tuple(each for each in found if each.picture.kind == PictureKind.PHOTO),
        takes_photos=has_begun and (is_kept or event.organisation_id in reach.member_of),
        waiting=event.pictures.waiting().count() if is_kept else 0,
    )
