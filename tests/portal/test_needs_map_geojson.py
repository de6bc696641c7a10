from tests.factories import AreaFactory, ProblemFactory


def test_points_say_how_exact_they_are_and_whose_judgement_it_is(client, db):
    area = AreaFactory(slug="osada", name="Osada")
    placed = ProblemFactory(area=area, title="Ciemno", latitude=50.085, longitude=19.91, precision="street")
    ProblemFactory(area=area, title="Samotność")
    hidden = {"latitude": 50.086, "longitude": 19.92, "precision": "exact", "visibility": "organisation"}
    ProblemFactory(area=area, title="Wewnętrzne", **hidden)
    answer = client.get("/osada/problems/map.geojson")
    assert answer["Content-Type"].startswith("application/geo+json")
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [19.91, 50.085]}
    told = feature["properties"]
    assert (told["name"], told["precision"], told["isOwnJudgement"]) == ("Ciemno", "street", True)
    assert told["url"].endswith(f"/osada/problems/{placed.pk}/")
    assert answer.json()["outOfDate"]
