from bench.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls_answering_anew"
