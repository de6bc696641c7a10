import pytest

from podworko.core.columns import Section
from podworko.portal.poster_layout import GAP, GUTTER, Drawing, Room, lay_out, map_widths, settings_for

WIDTH = 396.0
WIDE, TALL = 2.3, 0.5


def room(height=205.0):
    return Room(WIDTH, height, 260.0, {round(width): 6.0 for width in map_widths(WIDTH)})


def drawing(ratio, markers=25):
    return Drawing(ratio, margin=9.0, least_surface=markers * 3 * 9.8**2)


def index(entries, sections=4):
    """An index whose rows are two lines high in each type."""
    return {
        setting: [
            Section(setting.type_size * 1.5, setting.type_size, (setting.type_size * 0.95,) * (entries // sections))
            for _section in range(sections)
        ]
        for setting in settings_for(WIDTH)
    }


def rows(columns):
    return sum(piece.last - piece.first for column in columns for piece in column)


@pytest.mark.parametrize("entries", [4, 24, 40, 120, 300])
@pytest.mark.parametrize("ratio", [WIDE, 1.0, TALL])
def test_every_entry_has_its_place(entries, ratio):
    layout = lay_out(index(entries), room(), drawing(ratio, entries))
    placed = rows(layout.under) + rows(layout.beside) + sum(rows(sheet) for sheet in layout.further)
    assert placed == entries


@pytest.mark.parametrize("entries", [4, 24, 40])
@pytest.mark.parametrize("ratio", [WIDE, 1.0, TALL])
def test_a_usual_index_stays_on_one_sheet_with_its_map(entries, ratio):
    layout = lay_out(index(entries), room(), drawing(ratio, entries))
    assert layout.further == []
    assert layout.setting.type_size >= 9
    assert layout.map_height + 6 + 2 * GAP <= 205 + 0.001
    beside = len(layout.beside) * (layout.setting.width + GUTTER)
    assert layout.map_width + beside == pytest.approx(WIDTH)


@pytest.mark.parametrize("ratio", [WIDE, 1.0, TALL])
def test_index_under_the_map_keeps_inside_the_sheet(ratio):
    measured = index(40)
    layout = lay_out(measured, room(), drawing(ratio, 40))
    sections = measured[layout.setting]
    for columns, most in ((layout.under, 205 - layout.map_height - 6 - 2 * GAP), (layout.beside, 205)):
        for column in columns:
            height = sum(
                (sections[piece.section].again if piece.goes_on else sections[piece.section].heading)
                + sum(sections[piece.section].rows[piece.first : piece.last])
                for piece in column
            )
            assert height <= most + 0.001


def test_wide_area_gets_a_wider_map_than_a_tall_one():
    wide = lay_out(index(24), room(), drawing(WIDE))
    tall = lay_out(index(24), room(), drawing(TALL))
    assert wide.map_width > tall.map_width
    assert tall.map_height > wide.map_height


def test_index_without_a_map_takes_the_sheet():
    layout = lay_out(index(24), room(), None)
    assert layout.map_height == 0
    assert layout.further == []
    assert rows(layout.under) == 24


def test_long_index_without_a_map_goes_on():
    layout = lay_out(index(300), room(), None)
    assert layout.further
    assert rows(layout.under) + sum(rows(sheet) for sheet in layout.further) == 300


def test_many_markers_get_the_surface_they_need():
    layout = lay_out(index(120), room(), drawing(WIDE, 120))
    assert layout.map_width * layout.map_height >= 120 * 3 * 9.8**2
