"""Jobs for the tests of jobs: each writes a line to a file, so that processes can be watched from outside."""

import time
from pathlib import Path

from django_tasks import task


@task()
def write_line(file, line):
    with Path(file).open("a") as stream:
        stream.write(f"{line}\n")


@task()
def write_line_slowly(file, line, seconds):
    with Path(file).open("a") as stream:
        stream.write(f"began {line}\n")
    time.sleep(seconds)
    with Path(file).open("a") as stream:
        stream.write(f"ended {line}\n")


@task()
def fail(message):
    raise ValueError(message)


@task(takes_context=True)
def tell_attempt(context):
    return context.attempt
