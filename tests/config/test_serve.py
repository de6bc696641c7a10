"""`podworko serve`: the first time, the next times, and what it refuses."""

import re
import signal
import socket

from tests.instances import POSTGRES, answers, fetch, free_port, wait_for


def output(process):
    process.log.flush()
    process.log.seek(0)
    return process.log.read()


def test_first_serve_makes_everything_and_prints_a_link_for_the_administrator(bare):
    address = bare.serve("--with-worker")
    process = bare.started[0]
    link = re.search(r"http://localhost:\d+(/accounts/set-up/\S+)", output(process))
    assert link, output(process)
    assert "<form" in fetch(address + link[1])
    wait_for(lambda: "worker: ok" in fetch(f"{address}/healthz"), process)
    assert (bare.folder / "secret.key").stat().st_mode & 0o077 == 0
    if not POSTGRES:
        assert (bare.folder / "podworko.sqlite3").stat().st_mode & 0o007 == 0
    process.send_signal(signal.SIGTERM)
    assert process.wait(90) == 0
    assert not answers(f"{address}/healthz")


def test_nothing_of_a_killed_server_goes_on(instance):
    address = instance.serve("--with-worker")
    process = instance.started[0]
    present = "from podworko.core.models import WorkerPresence\nprint(WorkerPresence.objects.count())"
    wait_for(lambda: instance.shell(present) == "1", process)
    process.kill()
    process.wait()
    wait_for(lambda: not answers(f"{address}/healthz"))
    wait_for(lambda: instance.shell(present) == "0")


def test_demo_fills_an_empty_instance_and_prints_its_accounts(instance):
    address = instance_with_demo(instance)
    text = output(instance.started[0])
    assert "konto na próbę" in text
    assert "set-up" not in text
    assert answers(f"{address}/azory/map/")


def instance_with_demo(instance):
    instance.settings["PODWORKO_DEVELOPMENT"] = "1"
    return instance.serve("--demo")


def test_taken_port_is_a_sentence(instance):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = instance.run("serve", "--port", str(port), expect=1)
    assert f"Na porcie {port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_other_machines_are_answered_only_at_a_known_address(instance):
    port = str(free_port())
    done = instance.run("serve", "--host", "0.0.0.0", "--port", port, expect=1)  # noqa: S104
    assert "PODWORKO_URL" in done.stderr
    demo = {"PODWORKO_DEVELOPMENT": "1", "PODWORKO_URL": "http://localhost:8000"}
    done = instance.run("serve", "--host", "0.0.0.0", "--port", port, expect=1, **demo)  # noqa: S104
    assert "PODWORKO_DEVELOPMENT" in done.stderr


def test_demo_accounts_are_refused_at_a_public_address(instance):
    done = instance.run("serve", expect=2, PODWORKO_DEVELOPMENT="1", PODWORKO_URL="https://podworko.example")
    assert "PODWORKO_DEVELOPMENT" in done.stderr
