import gc
import multiprocessing
import os
import threading

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "podworko.config.settings")
application = get_wsgi_application()

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
