"""What every page with a form does with what an action answers."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from podworko.core.audit import StaleVersionError
from podworko.core.drafts import say_done
from podworko.core.forms import CautiousForm, VersionedForm

Made = TypeVar("Made")


def carry_out(form: CautiousForm, action: Callable[[], Made]) -> Made | None:
    """Run an action on a valid form; put what it refuses beside the fields and return nothing."""
    try:
        return action()
    except StaleVersionError:
        # Between reading the record and locking it: the next sending meets the difference.
        form.add_error(None, _("Ktoś zapisał to w tej samej chwili. Naciśnij „Zapisz” jeszcze raz, pokażemy różnice."))
    except ValidationError as error:
        form.add_refusal(error)
    return None


def say_saved(
    request: HttpRequest, draft_key: str, text: str, *, form: CautiousForm | None = None, remarks: Iterable[str] = ()
) -> None:
    """Say on the next page that something was saved, and what else there is to say about it."""
    say_done(request, draft_key, text)
    if isinstance(form, VersionedForm) and form.merged:
        said = _("W tym czasie ktoś zmienił też: %(fields)s. Jedno i drugie jest zapisane.")
        messages.info(request, said % {"fields": ", ".join(form.merged)})
    for remark in remarks:
        messages.warning(request, remark)
