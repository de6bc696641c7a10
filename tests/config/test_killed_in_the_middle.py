"""Nothing that was acknowledged is lost: people write over real HTTP, the server is killed, and all is compared."""

import http.client
import os
import re
import signal
import threading
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.instances import wait_for

PEOPLE = 4
ENOUGH = 60
SESSIONS = f"""
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from podworko.accounts.models import User
Store = import_module(settings.SESSION_ENGINE).SessionStore
for number in range({PEOPLE}):
    user = User.objects.create(email=f'osoba{{number}}@poczta.example')
    session = Store()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print(session.session_key)
"""
WRITTEN = """
from podworko.core.models import AuditEntry
for after in AuditEntry.objects.filter(verb='change_account').values_list('after', flat=True):
    print(after['name'])
"""


class Person(threading.Thread):
    """Changes their name again and again; remembers the names that the server said were saved."""

    def __init__(self, number, address, session):
        super().__init__(daemon=True)
        self.number = number
        self.host = urlsplit(address).netloc
        self.session = session
        self.acknowledged = []

    def run(self):
        try:
            self.write()
        except (OSError, http.client.HTTPException):
            # The server is gone, as it is meant to be.
            return

    def write(self):
        connection = http.client.HTTPConnection(self.host, timeout=10)
        connection.request("GET", "/accounts/", headers={"Cookie": f"sessionid={self.session}"})
        page = connection.getresponse()
        cookie = re.search(r"csrftoken=(\w+)", page.headers["Set-Cookie"])[1]
        page.read()
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={cookie}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        while True:
            name = f"imie-{self.number}-{len(self.acknowledged)}"
            form = {"name": name, "language": "pl", "csrfmiddlewaretoken": cookie}
            connection.request("POST", "/accounts/", urlencode(form), headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status == 302:
                self.acknowledged.append(name)


def children(pid):
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_killed_server_has_lost_nothing_that_it_acknowledged(instance):
    sessions = instance.shell(SESSIONS).split()
    address = instance.serve()
    people = [Person(number, address, session) for number, session in enumerate(sessions)]
    for person in people:
        person.start()
    server = instance.started[0]
    wait_for(lambda: sum(len(person.acknowledged) for person in people) >= ENOUGH, server)
    for pid in [*children(server.pid), server.pid]:
        os.kill(pid, signal.SIGKILL)
    server.wait()
    for person in people:
        person.join(20)
    acknowledged = {name for person in people for name in person.acknowledged}
    assert len(acknowledged) >= ENOUGH
    written = set(instance.shell(WRITTEN).split())
    assert acknowledged - written == set()
    # At most the one that was under way for each person.
    assert len(written - acknowledged) <= PEOPLE
    assert "BŁĄD" not in instance.run("check").stdout
