from podworko.core.visibility import Visibility
from tests.factories import AreaFactory, EventFactory, OrganisationFactory


def test_data_of_an_event_stands_in_its_page_and_is_no_script(open_page, axe):
    area = AreaFactory(name="Azory", slug="azory")
    owner = OrganisationFactory(home_area=area, active_in=[area], visibility=Visibility.PUBLIC)
    title = "Festyn </script><script>document.title = 'obce'</script>"
    event = EventFactory(organisation=owner, title=title, visibility=Visibility.PUBLIC)
    page = open_page(f"/azory/calendar/{event.pk}/")
    data = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)")
    assert data["name"] == title
    assert page.title() != "obce"
    axe(page)
