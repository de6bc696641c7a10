from podworko.core.tokens import derived, digest, new_token


def test_a_derived_secret_is_the_same_again_and_for_one_purpose(settings):
    one = derived("list", "1")
    assert one == derived("list", "1")
    assert len({one, derived("list", "2"), derived("inny", "1")}) == 3
    settings.SECRET_KEY = "inny-klucz-" * 6
    assert derived("list", "1") != one


def test_a_derived_secret_is_as_long_as_a_random_one_and_fits_an_address():
    assert len(derived("list", "1")) == len(new_token()) == 43
    assert derived("list", "1").replace("-", "").replace("_", "").isalnum()
    assert len(digest(derived("list", "1"))) == 64
