"""What an organisation has: rooms, things, services. A skill may be somebody's own."""

from django.utils.translation import gettext_lazy as _

from podworko.core.personal_data import Kept

PERSONAL = (
    Kept(
        model="resources.Resource",
        fields=("name", "sort_key", "description", "how_to_use", "source"),
        what=_("zasoby organizacji – bywa wśród nich czyjaś umiejętność i sposób, jak się umówić"),
        whose=_("osoby, o których mówi wpis"),
        purpose=_("wiadomo, z czego można skorzystać i jak"),
        basis=_("art. 6 ust. 1 lit. f RODO – mieszkańcy mają wiedzieć, kto działa w okolicy"),
        source=_("osoby, które prowadzą wpis, i koordynator; źródło stoi przy wpisie"),
        retention=_("dopóki istnieje wpis"),
        erasure=_("wpis poprawia się albo kasuje"),
        is_public=True,
    ),
)

NOT_PERSONAL = {
    "resources.Accessibility": ("note",),
    "resources.Category": ("code", "name", "name_as_printed", "letter", "colour"),
    "resources.Cell": ("category",),
    "resources.CountedEntry": ("area_ids", "category"),
    "resources.HoursException": ("reason",),
    "resources.HoursState": ("note",),
    "resources.Resource": ("audiences", "languages", "cost_note", "state"),
}
