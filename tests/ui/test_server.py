"""The server around the app: what it adds, what it refuses, and that nothing leaves the machine."""

from __future__ import annotations

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Callable, MutableMapping
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import anyio
import pytest
from playwright.sync_api import Page, expect
from starlette.responses import PlainTextResponse

from hitechtex import server
from hitechtex.errors import StoreError
from hitechtex.server import assets
from tests.serving import RunningApp

GZIP = {"Accept-Encoding": "gzip"}


def ask(
    url: str, method: str = "GET", headers: dict[str, str] | None = None, body: bytes | None = None
) -> tuple[int, Message, bytes]:
    """Status, headers and body, whatever the status."""
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def broken() -> None:
    raise StoreError("the store cannot be read", where="store", do="Run “doctor”")


def unforeseen() -> None:
    raise MemoryError


@pytest.mark.parametrize(("warm_up", "logged"), [(broken, 0), (unforeseen, 1)])
def test_the_server_stands_whatever_breaks_at_the_start(
    warm_up: Callable[[], None], logged: int, caplog: pytest.LogCaptureFixture
) -> None:
    ended: list[str] = []

    async def visit() -> None:
        parts = server.parts(warm_up=warm_up, stop=lambda: ended.append("stopped"))
        async with parts["lifespan"](None):  # type: ignore[arg-type]
            for _ in range(20):  # time enough for what breaks to be heard of
                await anyio.sleep(0.01)
            ended.append("served")

    anyio.run(visit)
    assert ended == ["served", "stopped"]
    assert len(caplog.records) == logged


def test_every_answer_carries_the_headers(chart_app: RunningApp) -> None:
    for path in ("/", "/_stcore/health", assets.folder() + "chart.js", "/hitechtex/none/x"):
        _, headers, _ = ask(chart_app.url + path)
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_scripts_are_allowed_only_from_here(chart_app: RunningApp) -> None:
    _, headers, _ = ask(chart_app.url + "/")
    found = re.search(r"script-src ([^;]*)", headers["Content-Security-Policy"])
    assert found is not None
    sources = found.group(1).split()
    assert "'unsafe-inline'" not in sources
    assert "'unsafe-eval'" not in sources
    assert {source for source in sources if not source.startswith("'sha256-")} == {
        "'self'",
        "blob:",
    }


def test_a_strange_host_does_not_reach_the_policy(chart_app: RunningApp) -> None:
    _, headers, _ = ask(chart_app.url + "/", headers={"Host": "a.example; script-src *"})
    assert "script-src *" not in headers["Content-Security-Policy"]


def test_plotly_js_comes_compressed_and_for_ever(chart_app: RunningApp) -> None:
    status, headers, body = ask(chart_app.url + assets.folder() + assets.PLOTLY, headers=GZIP)
    assert status == 200
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]
    assert len(body) < 1_600_000
    assert gzip.decompress(body) == assets.files()[assets.PLOTLY].read_bytes()


def test_without_gzip_the_same_bytes_come_plain(chart_app: RunningApp) -> None:
    headers = {"Accept-Encoding": "identity"}
    _, answer, body = ask(chart_app.url + assets.folder() + "chart.js", headers=headers)
    assert answer["Content-Encoding"] is None
    assert body == assets.files()["chart.js"].read_bytes()


def test_another_version_or_name_is_not_found(chart_app: RunningApp) -> None:
    known = chart_app.url + assets.folder()
    assert ask(known + "chart.py")[0] == 404
    assert ask(known + "..%2fchart.py")[0] in {400, 404}
    assert ask(chart_app.url + "/hitechtex/000000000000/chart.js")[0] == 404


def test_only_files_of_boundaries_are_shared(tmp_path: Path) -> None:
    secret = tmp_path / "secrets.toml"
    secret.write_text("password = 1")
    with pytest.raises(ValueError, match="holds no boundaries"):
        assets.share(secret)


def test_streamlits_own_scripts_come_compressed(chart_app: RunningApp) -> None:
    _, _, page = ask(chart_app.url + "/")
    found = re.search(r'src="\./(static/js/index\.[^"]+)"', page.decode())
    assert found is not None
    path = "/" + found.group(1)
    _, headers, body = ask(chart_app.url + path, headers=GZIP)
    assert headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == assets.streamlit_files()[path].read_bytes()


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_uploads_are_refused(chart_app: RunningApp, method: str) -> None:
    url = f"{chart_app.url}/_stcore/upload_file/session/file"
    assert ask(url, method, body=b"x" * 100)[0] == 405


SESSION = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_an_upload_needs_the_token_of_its_session(chart_app: RunningApp, method: str) -> None:
    """The path of uploads is let through, and Streamlit's own checks stand behind it."""
    url = f"{chart_app.url}/_stcore/upload_file/{SESSION}/{SESSION}"
    assert ask(url, method, body=b"x" * 100)[0] == 403
    assert ask(url, "POST", body=b"x" * 100)[0] == 405
    for other in (f"{url}/more", url.replace("upload_file", "other"), url.replace("_st", "x/_st")):
        assert ask(other, method, body=b"x" * 100)[0] == 405


@pytest.mark.parametrize(
    ("path", "length", "status"),
    [
        ("/in/a", b"10", 204),
        ("/in/a", b"11", 413),
        ("/in/a", None, 411),
        ("/in/a", b"-1", 411),
        ("/in/ab", b"1", 405),
        ("/out/in/a", b"1", 405),
        ("/out/a", b"1", 405),
    ],
)
def test_an_allowed_path_has_a_limit(path: str, length: bytes | None, status: int) -> None:
    answers: list[int] = []

    async def send(message: MutableMapping[str, Any]) -> None:
        answers.extend([message["status"]] if "status" in message else [])

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError("the body was read before the request was judged")

    headers = [(b"content-length", length)] if length is not None else []
    scope = {"type": "http", "method": "PUT", "path": path, "headers": headers}
    guard = server.RefuseBodies(PlainTextResponse("", status_code=204), allowed={"/in/[a-z]": 10})
    with pytest.raises(StopIteration):  # it waits for nothing, so one step is the whole of it
        guard(scope, receive, send).send(None)
    assert answers == [status]


@pytest.mark.browser
def test_no_request_leaves_the_machine_and_none_is_blocked(
    page: Page, chart_app: RunningApp
) -> None:
    hosts: set[str | None] = set()
    complaints: list[str] = []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    page.on("websocket", lambda socket: hosts.add(urlsplit(socket.url).hostname))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(f"{chart_app.url}/?show=bar,cells,places,spots,flows")
    for kind in ("bar", "cells", "places", "spots", "flows"):
        chart = page.locator(f'.htx-chart[data-key="{kind}"]')
        expect(chart).not_to_have_attribute("data-drawn", "0")
        expect(chart.get_by_role("alert")).to_be_hidden()
    assert hosts <= {"127.0.0.1", None}, hosts  # no host: data: and blob:
    assert not [text for text in complaints if "Content Security Policy" in text]
