"""A language model on this PC or a server of the office: one question, one answer, over the interface of OpenAI.

In: the address that the office has set, messages. Out: the text of the answer. Only that one host is spoken to: no
proxy, no redirect, no other name. http:// is for this PC and private addresses only, and the address that was looked at
is the one that is connected to. Runs in a child process, so that a server that says nothing can be left at any time.
"""

import http.client
import ipaddress
import json
import socket
import ssl
from collections.abc import Iterator
from typing import Any
from urllib.parse import SplitResult, urlsplit

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DraftOff, DraftUnreachable, DraftUnusable
from minutes_app.minutes.draft import Messages, Server
from minutes_app.progress import Progress, Report, Stage

LONGEST_ANSWER = 1 << 20
"""Bytes."""
BLOCK = 1 << 14
MEMORY = 1 << 30
PRIVATE = tuple(
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)
"""This PC and networks that are not reached from outside (RFC 1918, RFC 4193)."""
_PORTS = {"http": 80, "https": 443}


def ask(server: Server, messages: Messages, report: Report) -> str:
    """The answer. Raises DraftOff, DraftUnreachable, DraftUnusable, Cancelled."""
    if not server.is_on:
        raise DraftOff
    try:
        with Child("language-model", Limits(memory=MEMORY, silent_s=float(server.seconds))) as child:
            answer: str = child.call(ask_in_child, server, messages, report=report)
    except ChildDied as death:
        raise DraftUnreachable("time" if death.why == "time" else "unreachable") from death
    return answer


def ask_in_child(server: Server, messages: Messages, *, report: Report) -> Iterator[str]:
    """One request. In the child: it may hang here, and is ended then."""
    report(Progress(Stage.WAIT))
    place = _place(server.address)
    body = json.dumps(
        {
            "model": server.model,
            "messages": [{"role": role, "content": text} for role, text in messages],
            "temperature": 0,
            "stream": False,
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")
    try:
        yield _text_of(_answer(place, server, body))
    except ssl.SSLCertVerificationError:
        raise DraftUnreachable("certificate") from None
    except TimeoutError:
        raise DraftUnreachable("time") from None
    except (OSError, http.client.HTTPException, UnicodeError):
        raise DraftUnreachable("unreachable") from None


def _place(address: str) -> SplitResult:
    try:
        place = urlsplit(address)
        fits = place.scheme in _PORTS and bool(place.hostname) and not place.username and place.port != 0
    except ValueError:
        fits = False
    if not fits:
        raise DraftUnreachable("address")
    return place


def _answer(place: SplitResult, server: Server, body: bytes) -> bytes:
    connection = _connection(place, server)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Host": place.netloc}
    try:
        connection.request("POST", f"{place.path.rstrip('/')}/chat/completions", body, headers)
        response = connection.getresponse()
        if response.status != http.client.OK:
            raise DraftUnreachable("status")
        answer = b""
        while block := response.read(BLOCK):
            answer += block
            if len(answer) > LONGEST_ANSWER:
                raise DraftUnreachable("too_long")
        return answer
    finally:
        connection.close()


def _connection(place: SplitResult, server: Server) -> http.client.HTTPConnection:
    host, port = place.hostname or "", place.port or _PORTS[place.scheme]
    if place.scheme == "https":
        context = ssl.create_default_context(cafile=server.ca_bundle or None)
        return http.client.HTTPSConnection(host, port, timeout=server.seconds, context=context)
    return _first_that_answers(_private_addresses(host, port), port, server.seconds)


def _first_that_answers(addresses: list[str], port: int, seconds: int) -> http.client.HTTPConnection:
    """Connected: Windows says ::1 first for localhost, where most servers listen on 127.0.0.1 only. Raises OSError."""
    failure: OSError | None = None
    for address in addresses:
        connection = http.client.HTTPConnection(address, port, timeout=seconds)
        try:
            connection.connect()
            return connection
        except OSError as error:
            failure = error
    raise failure or OSError


def _private_addresses(host: str, port: int) -> list[str]:
    """The numbers of a host of this PC or this network. Raises DraftUnreachable, OSError."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    numbers = [ipaddress.ip_address(each.partition("%")[0]) for each in found]
    if not numbers or not all(any(one in network for network in PRIVATE) for one in numbers):
        raise DraftUnreachable("plain_http")
    return found


def _text_of(answer: bytes) -> str:
    try:
        value: Any = json.loads(answer)
        text = value["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise DraftUnusable("not_json") from None
    if not isinstance(text, str):
        raise DraftUnusable("not_json")
    return text
