"""Telephone numbers, e-mail and web addresses as people type them, brought to one form. Pure functions."""

import re
from functools import lru_cache

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext_lazy as _

from podworko.core.text import squeeze
from podworko.organisations.choices import ContactKind

_POLAND = 48
_POLISH_DIGITS = 9
_SHORT = re.compile(r"\d{3,6}")
_BETWEEN_DIGITS = re.compile(r"[\s\-]")
_USUAL_NUMBER = re.compile(r"(?:\+48)?[1-9]\d{8}", re.ASCII)
_EXTENSION = re.compile(r"\b(?:w(?:ew)?\.?|wewn\.?)\s*(?=\d)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:", re.IGNORECASE)
_USUAL_PAGE = re.compile(r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}(?:/[\w./~%-]*)?", re.ASCII)
"""What needs no closer look: nearly all that people type. In all else Django's validator has its say."""
_LONG = 200
_check_web_address = URLValidator(schemes=["http", "https"])


def normalise(kind: str, value: str) -> str:
    """Return a contact in the form in which it is kept; raise ValidationError in words for people."""
    text = squeeze(value)
    match kind:
        case ContactKind.PHONE:
            return normalise_phone(text)
        case ContactKind.EMAIL:
            return normalise_email(text)
        case ContactKind.WEBSITE:
            return normalise_website(text)
    return text


def normalise_phone(text: str) -> str:
    """Return a number with its country, „+48 12 633 12 34”; short ones such as 112 or 19 115 stay national.

    A number without a country is Polish. Whether it is in use is not asked: only whether it can be dialled.
    """
    digits = _BETWEEN_DIGITS.sub("", text)
    if _SHORT.fullmatch(digits):
        return text
    if _USUAL_NUMBER.fullmatch(digits):
        return _usual(digits[-_POLISH_DIGITS:])
    try:
        number = phonenumbers.parse(_EXTENSION.sub("ext. ", text), "PL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not _can_be_dialled(number):
        raise ValidationError(
            _("To nie wygląda na numer telefonu. Wpisz jeden numer, na przykład 12 345 67 89."), code="phone"
        )
    extension, number.extension = number.extension, None
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{written} wew. {extension}" if extension else written


def _usual(digits: str) -> str:
    """Return a Polish number of nine digits as the library writes it, which asks no more than the first four."""
    written, at = ["+48"], 0
    for length in _groups(digits[:4]):
        written.append(digits[at : at + length])
        at += length
    return " ".join(written)


@lru_cache(10_000)
def _groups(beginning: str) -> tuple[int, ...]:
    sample = phonenumbers.parse(f"+48{beginning}00000", "PL")
    written = phonenumbers.format_number(sample, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return tuple(map(len, written.split()[1:]))


def _can_be_dialled(number: phonenumbers.PhoneNumber) -> bool:
    # The library also takes numbers without the area code, which nobody can dial since 2005.
    if number.country_code == _POLAND:
        return len(phonenumbers.national_significant_number(number)) == _POLISH_DIGITS
    return bool(phonenumbers.is_possible_number(number))


def normalise_email(text: str) -> str:
    """Return an address with its domain in lower case."""
    address = text.removeprefix("mailto:")
    try:
        validate_email(address)
    except ValidationError:
        raise ValidationError(
            _("To nie wygląda na adres e-mail. Na przykład: sekretariat@szkola.pl."), code="email"
        ) from None
    name, _at, domain = address.rpartition("@")
    return f"{name}@{domain.lower()}"


def normalise_website(text: str) -> str:
    """Return a web address; one typed without `https://` gets it."""
    address = text if _SCHEME.match(text) and "//" in text else f"https://{text.lstrip('/')}"
    if len(address) < _LONG and _USUAL_PAGE.fullmatch(address):
        return address
    try:
        _check_web_address(address)
    except ValidationError:
        raise ValidationError(
            _("To nie wygląda na adres strony. Na przykład: www.szkola.pl."), code="website"
        ) from None
    return address
