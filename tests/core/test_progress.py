"""How far a step is into whose transaction nobody can look."""

import os
import time

import pytest

from podworko.core import progress


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "progress"


def test_percent_is_told_while_the_step_lasts_and_not_after():
    assert progress.told("import:1") is None
    with progress.telling("import:1") as teller:
        assert progress.told("import:1") == 0
        teller.tell(40)
        assert progress.told("import:1") == 40
        assert progress.told("import:2") is None
    assert progress.told("import:1") is None


def test_step_that_fails_leaves_no_file(folder):
    with pytest.raises(RuntimeError), progress.telling("import:1"):
        raise RuntimeError
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_goes_after_a_day(folder):
    folder.mkdir()
    old, new = folder / "import:1.percent", folder / "import:2.percent"
    for file in (old, new):
        file.write_text("40")
    long_ago = time.time() - 2 * progress.KEPT
    os.utime(old, (long_ago, long_ago))
    assert progress.forget_old() == 1
    assert list(folder.iterdir()) == [new]


def test_file_that_holds_no_number_tells_nothing(folder):
    folder.mkdir()
    (folder / "import:1.percent").write_text("")
    assert progress.told("import:1") is None
