"""Fetch a document from an address that a stranger typed, without becoming the stranger's hands.

Only http and https, only public addresses, each resolved once and connected to as checked (a name that changes
between the check and the call leads nowhere), each redirect checked again; a deadline for the whole and a limit of
size, both before and after decompression. No cookies, no credentials, no proxies.
"""

import http.client
import io
import re
import socket
import ssl
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _

from podworko.core.public_network import PUBLIC, Address, Deadline, NameNotFoundError, Network

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

USER_AGENT: Final = "Podworko (reads calendars and data that organisations publish)"
PIECE: Final = 65_536
"""Bytes that are read at once."""
_USUAL_PORTS = {"http": 80, "https": 443}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BREAKING = re.compile(r"[\x00-\x20\x7f]")
_TOKEN_OF_VALUE = re.compile(r"[\x00-\x1f\x7f]|[^\x00-\xff]")


class Cause(StrEnum):
    """Why nothing could be fetched."""

    ADDRESS = "address"
    CREDENTIALS = "credentials"
    PORT = "port"
    NAME = "name"
    NOT_PUBLIC = "not_public"
    CONNECTION = "connection"
    CERTIFICATE = "certificate"
    TIME = "time"
    SIZE = "size"
    REDIRECTS = "redirects"
    SIGN_IN = "sign_in"
    GONE = "gone"
    BUSY = "busy"
    ANSWER = "answer"


SENTENCES: Final = {
    Cause.ADDRESS: _("To nie jest adres strony. Adres zaczyna się od https:// albo http://."),
    Cause.CREDENTIALS: _("W adresie jest nazwa użytkownika lub hasło. Podaj adres bez nich."),
    Cause.PORT: _("Ten adres prowadzi do nietypowego portu. Podaj zwykły adres strony."),
    Cause.NAME: _("Nie ma takiej strony. Sprawdź, czy w adresie nie ma błędu."),
    Cause.NOT_PUBLIC: _("Ten adres nie jest dostępny w internecie. Podaj adres publiczny."),
    Cause.CONNECTION: _("Nie udało się połączyć ze stroną. Spróbuj później."),
    Cause.CERTIFICATE: _("Strona ma nieważny certyfikat. Powiedz o tym jej właścicielowi."),
    Cause.TIME: _("Strona odpowiada zbyt wolno. Spróbuj później."),
    Cause.SIZE: _("Plik pod tym adresem jest za duży."),
    Cause.REDIRECTS: _("Ten adres przekierowuje zbyt wiele razy."),
    Cause.SIGN_IN: _("Strona nie pokazuje tego pliku bez logowania. Udostępnij go publicznie."),
    Cause.GONE: _("Pod tym adresem nic nie ma. Sprawdź, czy adres się nie zmienił."),
    Cause.BUSY: _("Strona ma teraz kłopoty. Spróbuj później."),
    Cause.ANSWER: _("Strona odpowiedziała w niezrozumiały sposób."),
}
_CAUSE_OF_STATUS = {401: Cause.SIGN_IN, 403: Cause.SIGN_IN, 404: Cause.GONE, 410: Cause.GONE, 429: Cause.BUSY}


class FetchError(Exception):
    """Nothing was fetched; as a string, a sentence for the person who typed the address."""

    def __init__(self, cause: Cause, detail: str = "") -> None:
        super().__init__(cause, detail)
        self.cause = cause
        self.detail = detail
        """For the log, in no particular language."""

    def __str__(self) -> str:
        return str(SENTENCES[self.cause])


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may cost."""

    seconds: float = 10.0
    """For everything, redirects included."""
    size: int = 5 * 1024 * 1024
    """Bytes, as sent and as decompressed."""
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document."""

    content: bytes
    """Decompressed."""
    url: str
    """Where it was found in the end."""
    content_type: str
    """As the server says, with its parameters; may be empty."""
    etag: str
    last_modified: str
    """Both as the server says, for the next time; may be empty."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """The document is still as it was when the given `etag` and `last_modified` came with it."""

    url: str


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = Limits(),
    network: Network = PUBLIC,
) -> Fetched | NotModified:
    """Return what lies at an address; webcal:// is read as https://.

    Raises:
        FetchError: It could not be fetched, or must not be.
    """
    deadline = Deadline(limits.seconds)
    headers = {"User-Agent": USER_AGENT, "Accept": "text/calendar, */*;q=0.5", "Accept-Encoding": "gzip, deflate"}
    known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    headers |= {name: value for name, value in known.items() if value and not _TOKEN_OF_VALUE.search(value)}
    try:
        for _step in range(limits.redirects + 1):
            parts = checked(url, network.ports)
            answer = _ask(parts, headers, limits, network, deadline)
            if not isinstance(answer, str):
                return answer
            url = urljoin(parts.geturl(), answer)
    except TimeoutError as error:
        raise FetchError(Cause.TIME, url) from error
    except ssl.SSLCertVerificationError as error:
        raise FetchError(Cause.CERTIFICATE, str(error)) from error
    except NameNotFoundError as error:
        raise FetchError(Cause.NAME, str(error)) from error
    except OSError as error:
        raise FetchError(Cause.CONNECTION, str(error)) from error
    except (http.client.HTTPException, zlib.error, ValueError) as error:
        raise FetchError(Cause.ANSWER, repr(error)) from error
    raise FetchError(Cause.REDIRECTS, url)


def checked(url: str, ports: frozenset[int]) -> SplitResult:
    """Return the parts of an address that may be asked: the host in ASCII, the path quoted, no port if it is usual.

    Raises:
        FetchError: It is no address of the web, has credentials in it, or a port that is not among those given.
    """
    if _BREAKING.search(url.strip()):
        raise FetchError(Cause.ADDRESS, "white space")
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
        if not host.isascii():
            host = host.encode("idna").decode()
    except ValueError as error:
        raise FetchError(Cause.ADDRESS, str(error)) from error
    scheme = "https" if parts.scheme == "webcal" else parts.scheme
    if scheme not in _USUAL_PORTS or not host:
        raise FetchError(Cause.ADDRESS, scheme)
    if parts.username is not None or parts.password is not None:
        raise FetchError(Cause.CREDENTIALS)
    usual = _USUAL_PORTS[scheme]
    port = usual if port is None else port
    if port not in ports:
        raise FetchError(Cause.PORT, str(port))
    place = (f"[{host}]" if ":" in host else host) + (f":{port}" if port != usual else "")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return SplitResult(scheme, place, path, query, "")


def _ask(
    parts: SplitResult, headers: dict[str, str], limits: Limits, network: Network, deadline: Deadline
) -> Fetched | NotModified | str:
    # A document, or the address to which the server sends on.
    connection = _connected(parts, network, deadline)
    with closing(connection):
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers=headers)
        with closing(connection.getresponse()) as response:
            url = parts.geturl()
            if response.status == http.client.NOT_MODIFIED:
                return NotModified(url)
            if response.status in _REDIRECTS and (location := response.getheader("Location")):
                # Servers send addresses with letters beyond ASCII as UTF-8; http.client reads Latin-1.
                return location.encode("latin-1").decode("utf-8", "replace").strip()
            if response.status != http.client.OK:
                usual = Cause.BUSY if response.status >= http.client.INTERNAL_SERVER_ERROR else Cause.ANSWER
                raise FetchError(_CAUSE_OF_STATUS.get(response.status, usual), str(response.status))
            return Fetched(
                content=_content(response, limits.size),
                url=url,
                content_type=response.getheader("Content-Type", ""),
                etag=response.getheader("ETag", ""),
                last_modified=response.getheader("Last-Modified", ""),
            )


def _content(response: http.client.HTTPResponse, limit: int) -> bytes:
    if (response.length or 0) > limit:
        raise FetchError(Cause.SIZE, str(response.length))
    encoding = response.getheader("Content-Encoding", "").strip().lower()
    if encoding in ("", "identity"):
        content = b"".join(_pieces(response, limit))
    elif encoding in ("gzip", "x-gzip", "deflate"):
        content = _decompressed(_pieces(response, limit), limit)
    else:
        raise FetchError(Cause.ANSWER, encoding)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return content


def _pieces(response: http.client.HTTPResponse, limit: int) -> Iterator[bytes]:
    size = 0
    while piece := response.read1(PIECE):
        size += len(piece)
        if size > limit:
            raise FetchError(Cause.SIZE)
        yield piece


def _decompressed(pieces: Iterator[bytes], limit: int) -> bytes:
    content = bytearray()
    decompressor = None
    for piece in pieces:
        if decompressor is None:
            # „deflate” is sent with and without the header of zlib (RFC 9110, 8.4.1.2, note).
            raw = piece[:1] not in (b"\x1f", b"\x78")
            decompressor = zlib.decompressobj(-zlib.MAX_WBITS if raw else zlib.MAX_WBITS | 32)
        content += decompressor.decompress(piece, limit + 1 - len(content))
        if len(content) > limit:
            raise FetchError(Cause.SIZE)
    if decompressor is None or not decompressor.eof:
        raise http.client.IncompleteRead(b"")
    return bytes(content)


def _connected(parts: SplitResult, network: Network, deadline: Deadline) -> http.client.HTTPConnection:
    host, port = parts.hostname or "", parts.port or _USUAL_PORTS[parts.scheme]
    allowed = [address for address in network.resolve(host, port, deadline.left()) if network.is_allowed(address)]
    if not allowed:
        raise FetchError(Cause.NOT_PUBLIC, host)
    context = network.tls() if parts.scheme == "https" else None
    connection = http.client.HTTPConnection(parts.netloc)
    connection.sock = _open(allowed, port, deadline)
    try:
        if context:
            connection.sock.settimeout(deadline.left())
            connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    except BaseException:
        connection.close()
        raise
    # Stands where http.client expects a socket, and is one in all that http.client asks of it.
    connection.sock = _TimedSocket(connection.sock, deadline)
    return connection


def _open(addresses: list[Address], port: int, deadline: Deadline) -> socket.socket:
    last: OSError = ConnectionError()
    for position, address in enumerate(addresses, start=1):
        # A dead address must not use up the time of those after it.
        seconds = deadline.left() / (1 if position == len(addresses) else 2)
        try:
            return socket.create_connection((str(address), port), timeout=seconds)
        except OSError as error:
            last = error
    raise last


class _TimedSocket:
    """A socket each of whose waits ends at the deadline: a timeout alone starts anew with each byte that drips in."""

    def __init__(self, wrapped: socket.socket, deadline: Deadline) -> None:
        self._socket = wrapped
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        self._socket.settimeout(self._deadline.left())
        self._socket.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        # Stands on the socket's own file, which keeps the connection open after http.client has closed the socket.
        return io.BufferedReader(_TimedReader(self._socket, self._socket.makefile("rb", buffering=0), self._deadline))

    def close(self) -> None:
        with suppress(OSError):
            self._socket.close()


class _TimedReader(io.RawIOBase):
    def __init__(self, connection: socket.socket, wrapped: io.RawIOBase, deadline: Deadline) -> None:
        super().__init__()
        self._connection = connection
        self._wrapped = wrapped
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int | None:
        self._connection.settimeout(self._deadline.left())
        return self._wrapped.readinto(buffer)

    def close(self) -> None:
        self._wrapped.close()
        super().close()
