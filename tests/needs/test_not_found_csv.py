from podworko.needs.actions import sought as actions


def test_file_holds_the_month_and_no_formula(keeper, area):
    actions.log_not_found(area=area, words="=HYPERLINK(1) szewc", by=None, audience="seniors")
    lines = keeper.get("/podworze/problems/not-found/not-found.csv").text.splitlines()
    assert lines[0].endswith("month;words;told;searched_days;audiences;read_on;problem;entry")
    assert ";'=HYPERLINK(1) szewc;1;0;seniorzy;;;" in lines[1]
