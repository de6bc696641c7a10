"""What a child process does with many hostile files at once, each as if it had come alone."""

import base64
import json
import time

from podworko.core.tables.reading import read_to_plain


def read_each(data):
    """Read files, given as a JSON list of base64; return the problem, the rows and the seconds of each."""
    found = []
    for packed in json.loads(data):
        begun = time.process_time()
        answer = read_to_plain(base64.b64decode(packed))
        rows = sum(len(sheet["rows"]) for sheet in answer.get("sheets", ()))
        longest = max(
            (len(cell) for sheet in answer.get("sheets", ()) for row in sheet["rows"] for cell in row), default=0
        )
        found.append([answer["problem"], rows, longest, time.process_time() - begun])
    return found
