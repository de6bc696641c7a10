"""Places are about land and names of streets, not about people."""

PERSONAL = ()

DATED = ("starts", "ends", "date_note", "source")
NOT_PERSONAL = {
    "places.Area": (
        "slug",
        "name",
        "label",
        "sort_key",
        "path",
        "official_code",
        "description",
        "description_source",
    ),
    "places.AreaName": (*DATED, "name"),
    "places.Boundary": (*DATED, "geometry", "light_geometry", "description", "attribution"),
    "places.BoundaryDraft": ("file_name", "outlines", "remarks"),
    "places.Community": ("slug", "name", "sort_key", "description", "character", "source"),
    "places.CommunityExtent": (*DATED, "description", "street_names", "geometry"),
    "places.CommunityName": (*DATED, "name"),
    "places.FormerSlug": ("slug",),
    "places.Street": ("name", "folded", "sort_key", "source"),
}
