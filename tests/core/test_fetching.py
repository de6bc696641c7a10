"""Documents from addresses that strangers typed: what is reached, what never is, and what it may cost."""

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from contextlib import contextmanager, suppress

import pytest

from podworko.core import fetching
from podworko.core.fetching import Cause, Fetched, FetchError, Limits, NotModified, fetch
from podworko.core.public_network import NameNotFoundError, Network, addresses_of, is_public

LOOPBACK = ipaddress.ip_address("127.0.0.1")
QUICK = Limits(seconds=1.0)


class Server:
    """Answers each request with the next of its answers: bytes, or a function of the connection."""

    def __init__(self, *answers, tls=None):
        self.answers = list(answers)
        self.requests = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.tls = tls
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self):
        for answer in self.answers:
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection, suppress(OSError):
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                self._answer(connection, answer)
                connection.close()

    def _answer(self, connection, answer):
        request = b""
        while b"\r\n\r\n" not in request:
            piece = connection.recv(65536)
            if not piece:
                return
            request += piece
        self.requests.append(request.decode())
        if callable(answer):
            answer(connection)
        else:
            connection.sendall(answer)

    def close(self):
        # A thread that waits in accept() does not notice a close.
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(3)


@contextmanager
def serving(*answers, tls=None):
    server = Server(*answers, tls=tls)
    try:
        yield server
    finally:
        server.close()


def answer(body=b"BEGIN:VCALENDAR", *headers, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def network(*servers, resolve=None, allowed=(LOOPBACK,), **others):
    """Loopback for tests: only the ports of these servers, every name stands for 127.0.0.1."""
    return Network(
        resolve=resolve or (lambda *_asked: [LOOPBACK]),
        is_allowed=lambda address: address in allowed,
        ports=frozenset(server.port for server in servers),
        **others,
    )


def refused(url, **options):
    with pytest.raises(FetchError) as caught:
        fetch(url, **options)
    assert str(caught.value) == str(fetching.SENTENCES[caught.value.cause])
    return caught.value.cause


# What comes back


def test_a_document_comes_with_what_is_needed_to_ask_again():
    found = answer(
        b"BEGIN:VCALENDAR", 'ETag: "7"', "Last-Modified: Mon, 05 Jan 2026 10:00:00 GMT", "Content-Type: text/calendar"
    )
    with serving(found) as server:
        fetched = fetch(
            f"http://kalendarz.example:{server.port}/a b.ics?q=ł".replace(" ", "%20"), network=network(server)
        )
    assert fetched == Fetched(
        content=b"BEGIN:VCALENDAR",
        url=f"http://kalendarz.example:{server.port}/a%20b.ics?q=%C5%82",
        content_type="text/calendar",
        etag='"7"',
        last_modified="Mon, 05 Jan 2026 10:00:00 GMT",
    )
    request = server.requests[0]
    assert request.startswith("GET /a%20b.ics?q=%C5%82 HTTP/1.1\r\n")
    assert f"Host: kalendarz.example:{server.port}\r\n" in request
    assert "User-Agent: Podworko" in request
    assert "Cookie" not in request
    assert "If-None-Match" not in request


def test_an_unchanged_document_is_not_sent_again():
    with serving(b"HTTP/1.1 304 Not Modified\r\n\r\n") as server:
        url = f"http://kalendarz.example:{server.port}/"
        assert fetch(url, etag='W/"7"', last_modified="yesterday", network=network(server)) == NotModified(url)
    assert 'If-None-Match: W/"7"\r\n' in server.requests[0]
    assert "If-Modified-Since: yesterday\r\n" in server.requests[0]


def test_an_entity_tag_cannot_add_headers():
    with serving(answer()) as server:
        fetch(f"http://a.example:{server.port}/", etag="x\r\nCookie: a=b", network=network(server))
    assert "Cookie" not in server.requests[0]
    assert "If-None-Match" not in server.requests[0]


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"calendar", mtime=0)),
        ("deflate", zlib.compress(b"calendar")),
        ("deflate", zlib.compress(b"calendar", wbits=-15)),
        ("identity", b"calendar"),
    ],
)
def test_compressed_documents_are_unpacked(encoding, packed):
    with serving(answer(packed, f"Content-Encoding: {encoding}")) as server:
        assert fetch(f"http://a.example:{server.port}/", network=network(server)).content == b"calendar"


def test_a_document_in_chunks_and_one_without_length_are_read_to_the_end():
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\ncale\r\n4\r\nndar\r\n0\r\n\r\n"
    with serving(chunked, b"HTTP/1.0 200 OK\r\n\r\ncalendar") as server:
        for _time in range(2):
            assert fetch(f"http://a.example:{server.port}/", network=network(server)).content == b"calendar"


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9/")
    with serving(answer()) as server:
        assert fetch(f"http://a.example:{server.port}/", network=network(server)).content


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1", "10.1.2.3", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.9.9.9", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:0:53aa:64c:0:0:80ff:ffff", "2001:db8::1", "2002:7f00:1::1",
        "2002:a00:1::", "3fff::1", "5f00::1", "fc00::1", "fd12::1", "fe80::1", "fec0::1", "ff02::1",
    ],
)  # fmt: skip
def test_no_private_or_special_address_is_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "193.0.6.139", "100.63.0.1", "100.128.0.1", "::ffff:1.1.1.1", "2a00:1450:4001::1", "2606:4700::1111"],
)
def test_addresses_of_the_internet_are_public(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::]",
        "0",
    ],
)
def test_no_way_of_writing_it_reaches_this_machine(host):
    with serving(answer()) as server:
        # As ever, but for the port: only the check of the address stands in the way.
        assert (
            refused(f"http://{host}:{server.port}/", network=Network(ports=frozenset({server.port})))
            == Cause.NOT_PUBLIC
        )
    assert server.requests == []


@pytest.mark.parametrize(
    ("url", "cause"),
    [
        ("", Cause.ADDRESS),
        ("kalendarz.ics", Cause.ADDRESS),
        ("file:///etc/passwd", Cause.ADDRESS),
        ("ftp://a.example/", Cause.ADDRESS),
        ("gopher://a.example/", Cause.ADDRESS),
        ("http://", Cause.ADDRESS),
        ("http:///x", Cause.ADDRESS),
        ("http://a.example/\r\nX: y", Cause.ADDRESS),
        ("http://a.exa mple/", Cause.ADDRESS),
        ("http://[::1/", Cause.ADDRESS),
        ("http://a.example:99999/", Cause.ADDRESS),
        ("http://" + "a" * 70 + "ł.example/", Cause.ADDRESS),
        ("http://jan:tajne@a.example/", Cause.CREDENTIALS),
        ("http://jan@a.example/", Cause.CREDENTIALS),
        ("http://a.example:22/", Cause.PORT),
        ("https://a.example:5432/", Cause.PORT),
        ("http://a.example:0/", Cause.PORT),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url, cause):
    def resolve(host, port, seconds):
        raise AssertionError(host)

    assert refused(url, network=Network(resolve=resolve)) == cause


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("webcal://a.example/k.ics", ("a.example", 443)),
        ("WEBCAL://A.example/k.ics", ("a.example", 443)),
        ("http://a.example./", ("a.example", 80)),
        ("https://a.example:8443/", ("a.example", 8443)),
        ("https://żak.example/", ("xn--ak-vva.example", 443)),
    ],
)
def test_hosts_and_ports_are_understood(url, asked):
    questions = []

    def resolve(host, port, seconds):
        questions.append((host, port))
        raise NameNotFoundError

    assert refused(url, network=Network(resolve=resolve)) == Cause.NAME
    assert questions == [asked]


def test_a_name_that_changes_its_address_is_asked_once_and_believed_once():
    told = [[LOOPBACK], [ipaddress.ip_address("127.0.0.2")]]
    with serving(answer(b"the first")) as server:
        net = network(server, resolve=lambda *_asked: told.pop(0))
        assert fetch(f"http://rebinding.example:{server.port}/", network=net).content == b"the first"
        assert len(told) == 1
        assert refused(f"http://rebinding.example:{server.port}/", network=net) == Cause.NOT_PUBLIC


def test_of_several_addresses_only_allowed_ones_are_tried():
    told = [ipaddress.ip_address("10.0.0.1"), ipaddress.ip_address("127.0.0.2"), LOOPBACK]
    with serving(answer(b"found")) as server:
        net = network(server, resolve=lambda *_asked: told, allowed=told[1:])
        assert fetch(f"http://a.example:{server.port}/", network=net).content == b"found"


def test_an_unknown_name_and_a_closed_port_are_told_apart():
    with serving() as server:
        port = server.port
    assert refused(f"http://a.example:{port}/", network=network(server)) == Cause.CONNECTION
    assert refused("http://nobody.invalid/", limits=QUICK) in (Cause.NAME, Cause.TIME)


def test_a_resolver_that_does_not_answer_does_not_hold_the_fetch_up(monkeypatch):
    free = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: free.wait(60) and [])
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        addresses_of("a.example", 80, 0.1)
    free.set()
    assert time.monotonic() - begun < 30


# Redirects


def redirect(location, status="302 Found"):
    return answer(b"", f"Location: {location}", status=status)


def test_redirects_are_followed_also_relative_ones():
    with serving(redirect("/dalej?a=1", "301 Moved"), redirect("k.ics", "308 Moved"), answer(b"found")) as server:
        fetched = fetch(f"http://a.example:{server.port}/", network=network(server))
    assert fetched.content == b"found"
    assert fetched.url == f"http://a.example:{server.port}/k.ics"


def test_a_fourth_redirect_is_one_too_many():
    with serving(*[redirect("/")] * 3, answer(b"found")) as server:
        assert fetch(f"http://a.example:{server.port}/", network=network(server)).content == b"found"
    with serving(*[redirect("/")] * 4, answer(b"never")) as server:
        assert refused(f"http://a.example:{server.port}/", network=network(server)) == Cause.REDIRECTS


@pytest.mark.parametrize(
    ("location", "cause"),
    [
        ("http://inner.example:{port}/secret", Cause.NOT_PUBLIC),
        ("//inner.example:{port}/", Cause.NOT_PUBLIC),
        ("http://127.0.0.1:22/", Cause.PORT),
        ("file:///etc/passwd", Cause.ADDRESS),
        ("http://jan:tajne@a.example:{port}/", Cause.CREDENTIALS),
    ],
)
def test_each_redirect_is_checked_again(location, cause):
    hosts = {"a.example": LOOPBACK, "inner.example": ipaddress.ip_address("127.0.0.3")}

    def send_on(connection):
        connection.sendall(redirect(location.format(port=server.port)))

    with serving(send_on, answer(b"secret")) as server:
        net = network(server, resolve=lambda host, *_asked: [hosts[host]])
        assert refused(f"http://a.example:{server.port}/", network=net) == cause
    assert len(server.requests) == 1


# What it may cost


def drip(connection, head=b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"):
    connection.sendall(head)
    for _time in range(100):
        connection.sendall(b"a")
        time.sleep(0.05)


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b""]
)
def test_a_slow_drip_ends_at_the_deadline(head):
    with serving(lambda connection: drip(connection, head)) as server:
        begun = time.monotonic()
        assert (
            refused(f"http://a.example:{server.port}/", network=network(server), limits=Limits(seconds=0.4))
            == Cause.TIME
        )
        # The whole of it would drip for five seconds.
        assert time.monotonic() - begun < 4


def test_endless_provisional_answers_end_at_the_deadline():
    def provisional(connection):
        for _time in range(1000):
            connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    with serving(provisional) as server:
        assert (
            refused(f"http://a.example:{server.port}/", network=network(server), limits=Limits(seconds=0.3))
            == Cause.TIME
        )


@pytest.mark.parametrize("has_length", [True, False])
def test_a_document_that_is_too_large_is_refused(has_length):
    def pour(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"Content-Length: 10000001\r\n" if has_length else b"") + b"\r\n")
        for _time in range(100):
            connection.sendall(b"a" * 100_000)

    with serving(pour) as server:
        assert refused(f"http://a.example:{server.port}/", network=network(server)) == Cause.SIZE


@pytest.mark.parametrize("wbits", [31, 15, -15])
def test_a_small_document_that_inflates_is_refused(wbits):
    packer = zlib.compressobj(9, wbits=wbits)
    bomb = packer.compress(b"\0" * 50_000_000) + packer.flush()
    assert len(bomb) < 100_000
    encoding = "gzip" if wbits == 31 else "deflate"
    with serving(answer(bomb, f"Content-Encoding: {encoding}")) as server:
        assert refused(f"http://a.example:{server.port}/", network=network(server)) == Cause.SIZE


def test_a_document_of_just_the_permitted_size_is_read():
    packed = gzip.compress(b"a" * 1000, mtime=0)
    with serving(answer(packed, "Content-Encoding: gzip"), answer(packed, "Content-Encoding: gzip")) as server:
        url, net = f"http://a.example:{server.port}/", network(server)
        assert len(fetch(url, network=net, limits=Limits(size=1000)).content) == 1000
        assert refused(url, network=net, limits=Limits(size=999)) == Cause.SIZE


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        (answer(status="401 Unauthorized"), Cause.SIGN_IN),
        (answer(status="403 Forbidden"), Cause.SIGN_IN),
        (answer(status="404 Not Found"), Cause.GONE),
        (answer(status="410 Gone"), Cause.GONE),
        (answer(status="429 Too Many"), Cause.BUSY),
        (answer(status="503 Busy"), Cause.BUSY),
        (answer(status="204 No Content"), Cause.ANSWER),
        (answer(status="302 Found"), Cause.ANSWER),
        (answer(b"x", "Content-Encoding: br"), Cause.ANSWER),
        (answer(b"x", "Content-Encoding: gzip, gzip"), Cause.ANSWER),
        (answer(b"no gzip at all", "Content-Encoding: gzip"), Cause.ANSWER),
        (answer(gzip.compress(b"cut off" * 99, mtime=0)[:-9], "Content-Encoding: gzip"), Cause.ANSWER),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off", Cause.ANSWER),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\ncut", Cause.ANSWER),
        (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % i for i in range(200)) + b"\r\n", Cause.ANSWER),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n", Cause.ANSWER),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Cause.ANSWER),
        (b"", Cause.CONNECTION),
    ],
)  # fmt: skip
def test_every_bad_answer_has_its_sentence(said, cause):
    with serving(said) as server:
        assert refused(f"http://a.example:{server.port}/", network=network(server), limits=QUICK) == cause


# TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    key, own = folder / "key.pem", folder / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-keyout", key, "-out", own, "-days", "2", "-subj", "/CN=a.example"]
    subprocess.run([*command, "-addext", "subjectAltName=DNS:a.example"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(own, key)
    return context, own


def test_certificates_are_verified_by_the_name_of_the_host(certificate):
    context, own = certificate
    with serving(answer(b"safe"), answer(), answer(), tls=context) as server:
        trusting = network(server, tls=lambda: ssl.create_default_context(cafile=own))
        assert fetch(f"webcal://a.example:{server.port}/", network=trusting).content == b"safe"
        assert refused(f"https://b.example:{server.port}/", network=trusting) == Cause.CERTIFICATE
        assert refused(f"https://a.example:{server.port}/", network=network(server)) == Cause.CERTIFICATE


def test_a_handshake_that_never_ends_ends_at_the_deadline():
    def silent(connection):
        time.sleep(0.6)

    with serving(silent) as server:
        url = f"https://a.example:{server.port}/"
        assert refused(url, network=network(server), limits=Limits(seconds=0.3)) == Cause.TIME
