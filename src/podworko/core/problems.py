"""Answers that say what went wrong to another program (RFC 9457, „Problem Details for HTTP APIs”)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):  # noqa: N818 – the name that the standard gives it
    """A request that cannot be carried out; `errors` says of each field what is wrong with it."""

    def __init__(
        self,
        status: int,
        title: str,
        detail: str = "",
        *,
        errors: Iterable[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(title)
        self.status, self.headers = status, headers or {}
        told = {"type": "about:blank", "title": str(title), "status": status, "detail": str(detail)}
        self.told = {name: value for name, value in told.items() if value} | more
        if listed := list(errors):
            self.told["errors"] = listed

    def response(self) -> HttpResponse:
        """Return the answer."""
        text = json.dumps(self.told, ensure_ascii=False)
        response = HttpResponse(text, status=self.status, content_type=MEDIA_TYPE, headers=dict(self.headers))
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def errors_of(error: ValidationError) -> list[dict[str, str]]:
    """Return what a refusal says, field by field; what is about no field stands under an empty name."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    return [
        {"field": "" if name == "__all__" else name, "message": message}
        for name, messages in by_field.items()
        for message in messages
    ]
