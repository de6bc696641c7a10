import gc
import multiprocessing
import os
import re
import threading
from collections.abc import Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

_CHARSET = re.compile(r";[^;=]*charset[^;=]*=[^;]*", re.IGNORECASE)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podworko.config.settings")
_site = get_wsgi_application()


def application(asked: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer a request as one in UTF-8, whatever encoding it claims: all pages and forms here are.

    Django takes the claim for the address as well, and breaks at codecs that are none of text („hex”), or that
    let characters in which no database keeps.
    """
    claimed = asked.get("CONTENT_TYPE", "")
    if "charset" in claimed.lower():
        asked["CONTENT_TYPE"] = _CHARSET.sub("", claimed)
    return _site(asked, start_response)


# What is loaded by now stays: the collector of cycles need not walk through it again and again.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)


def _end_with_parent() -> None:
    # granian's processes outlive a granian that was killed, and would keep its port and its database.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


threading.Thread(target=_end_with_parent, daemon=True).start()
