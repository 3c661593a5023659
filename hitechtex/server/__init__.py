"""The web server around the app: routes, compression, security headers, start-up.

`streamlit run app.py` starts this by itself, because it looks in the text of app.py for an
assignment of `st.App(...)`; that call must therefore be written out there:

    if __name__ == "__main__":
        main()                                        # Streamlit runs the file for every visit
    else:
        app = st.App(__file__, **server.parts())      # the server imports it once

It stands apart from the pages, because it answers before what they need is loaded.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TypedDict

import anyio
import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime.pages_manager import PagesManager

from hitechtex.errors import HitechtexError
from hitechtex.server import assets
from hitechtex.server.headers import SafeHeaders

FOREVER = "public, max-age=31536000, immutable"

# Requests that carry a body, by the pattern of their whole path, with the most bytes each may
# carry. Streamlit stores an upload before any login has been checked, so nothing is taken that is
# not named here. An upload names an open session and carries its token; Streamlit checks both.
MOST_UPLOADED = 20 * 1024 * 1024
AROUND_A_FILE = 64 * 1024
UPLOADS = r"/_stcore/upload_file/[0-9a-f-]{36}/[0-9a-f-]{36}"
BODIES_ALLOWED: Mapping[str, int] = {UPLOADS: MOST_UPLOADED + AROUND_A_FILE}


class ServerParts(TypedDict):
    """The keyword arguments of `st.App` that make it our server."""

    routes: list[Route]
    middleware: list[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[None]]


def parts(
    *, warm_up: Callable[[], object] | None = None, stop: Callable[[], object] | None = None
) -> ServerParts:
    """Everything `st.App` needs besides the script.

    `warm_up` runs once, in a thread, after the runtime has started and while the first visitor's
    browser loads: it may call cached functions. `stop` is called when the server ends.
    """
    # A folder named pages/ beside the script makes Streamlit run a page alone, without app.py,
    # for whoever asks for its address before the first st.navigation of the process.
    PagesManager.uses_pages_directory = False
    address = f"{assets.base_path()}/hitechtex/{{fingerprint}}/{{name}}"
    return {
        "routes": [Route(address, asset, methods=["GET"])],
        "middleware": [
            Middleware(SafeHeaders),
            Middleware(RefuseBodies, allowed=BODIES_ALLOWED),
            Middleware(CompressedFiles),
        ],
        "lifespan": partial(_lifespan, warm_up=warm_up, stop=stop),
    }


@asynccontextmanager
async def _lifespan(
    _: st.App, *, warm_up: Callable[[], object] | None, stop: Callable[[], object] | None
) -> AsyncIterator[None]:
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(anyio.to_thread.run_sync, _load, warm_up)
        yield
    if stop is not None:
        stop()


def _load(warm_up: Callable[[], object] | None) -> None:
    """Load while others already visit: what is broken is told on the page, the server stands."""
    try:
        if warm_up is not None:
            warm_up()
    except HitechtexError:
        pass  # a broken declaration or store: the page says which, and where
    except Exception:
        logging.getLogger("hitechtex").exception("nothing could be loaded at the start")
    # What has been loaded by now stays: the collector need not walk through it on every pass.
    gc.collect()
    gc.freeze()


async def asset(request: Request) -> Response:
    """One of our own files; 404 for another fingerprint, so that no address changes its content."""
    path = assets.served(request.path_params["name"])
    if path is None or request.path_params["fingerprint"] != assets.fingerprint():
        return PlainTextResponse("There is no such file.", status_code=404)
    return await _file_response(path, request.headers)


async def _file_response(path: Path, headers: Headers) -> Response:
    common = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    media_type = assets.MEDIA_TYPES[path.suffix]
    if not _accepts_gzip(headers):
        body = await anyio.to_thread.run_sync(path.read_bytes)
        return Response(body, media_type=media_type, headers=common)
    body = await anyio.to_thread.run_sync(assets.compressed, path)
    return Response(body, media_type=media_type, headers=common | {"Content-Encoding": "gzip"})


def _accepts_gzip(headers: Headers) -> bool:
    choices = headers.get("accept-encoding", "").replace(" ", "").split(",")
    return any(choice.split(";")[0] == "gzip" and ";q=0" not in choice for choice in choices)


class CompressedFiles:
    """Serves Streamlit's own scripts and styles gzipped, compressed once for all visits.

    Streamlit sends them as they are and says why: compressing on every request costs more than it
    saves. Kept in memory it costs nothing, and a first visit is a quarter of the size.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = assets.streamlit_files().get(scope.get("path", ""))
        if scope["type"] != "http" or path is None or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        response = await _file_response(path, Headers(scope=scope))
        await response(scope, receive, send)


class RefuseBodies:
    """Refuses every request that would bring data in, unless its path is allowed to.

    405 for a method that writes, 411 without a stated length, 413 above the limit: each before a
    byte of the body is read.
    """

    def __init__(self, app: ASGIApp, *, allowed: Mapping[str, int]) -> None:
        self.app = app
        self.allowed = allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self.app(scope, receive, send)
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            return None
        path = scope["path"].removeprefix(assets.base_path())
        limits = [most for pattern, most in self.allowed.items() if re.fullmatch(pattern, path)]
        if not limits:
            return PlainTextResponse("This server takes no data on this path.", status_code=405)
        headers = Headers(scope=scope)
        if scope["method"] == "DELETE" and not {"content-length", "transfer-encoding"} & {*headers}:
            return None  # it has no body
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return PlainTextResponse("State the length of the file.", status_code=411)
        if int(length) > max(limits):
            words = f"The file is larger than the {max(limits):,} bytes allowed."
            return PlainTextResponse(words, status_code=413)
        return None
