"""Work that nobody waits for: done in the same thread once the response has been handed to the server."""

from collections.abc import Callable

from django.http import HttpResponse


def afterwards(response: HttpResponse, work: Callable[[], object]) -> None:
    """Do something when the response is closed, which a server does after it has sent it (PEP 3333, `close`).

    The work must be short, bring its own transaction, and take its own errors.
    """
    close = response.close

    def work_and_close() -> None:
        try:
            work()
        finally:
            close()

    response.close = work_and_close  # type: ignore[method-assign]
