"""What children are made to do in `test_child`; knows no Django, as what works in a child must not."""

import os
import resource
import sys
import time


def measure(data):
    return {"size": len(data), "text": data.decode(), "nothing": None, "list": [1, 2.5, True]}


def sleep(data):
    time.sleep(60)


def spin(data):
    while True:
        pass


def swell(data):
    return len([bytearray(1_000_000) for _time in range(int(data))])


def swell_quietly(data):
    # A program that catches all and goes on.
    kept = []
    while True:
        try:
            kept.append(bytearray(50_000_000))
        except MemoryError:
            time.sleep(0.01)


def fail(data):
    raise ValueError("a defect of ours")


def look_around(data):
    return {
        "environment": sorted(os.environ),
        "modules": sorted(name for name in sys.modules if name.partition(".")[0] == "django"),
        "folder": sys.path[0],
        "file_size": resource.getrlimit(resource.RLIMIT_FSIZE)[0],
    }


def odd_letters(data):
    return "\ud800 ł"
