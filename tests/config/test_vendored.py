import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| `(?P<path>[^`]+)` \| .+ \| .+ \| `(?P<sha256>[0-9a-f]{64})` \|$", re.MULTILINE)
ROWS = {row["path"]: row["sha256"] for row in ROW.finditer((ROOT / "VENDORED.md").read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", ROWS)
def test_vendored_file_is_the_one_that_was_taken(path):
    assert hashlib.sha256((ROOT / path).read_bytes()).hexdigest() == ROWS[path]


def test_no_vendored_file_is_without_a_row():
    folders = [folder for top in ("src", "tests") for folder in (ROOT / top).rglob("*") if folder.is_dir()]
    kept = [folder for folder in folders if folder.name in {"fonts", "vendor"}]
    files = {str(file.relative_to(ROOT)) for folder in kept for file in folder.rglob("*") if file.is_file()}
    assert len(files) > 20
    assert files - ROWS.keys() == set()
