"""The headers that keep the browser from loading, guessing or framing anything else."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from hitechtex.server import assets

HOST = re.compile(r"[\w.:\[\]-]{1,255}", re.ASCII)


class SafeHeaders:
    """Adds the headers that keep the browser from loading, guessing or framing anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), Headers(scope=scope).get("host", ""))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add_headers(headers: MutableHeaders, host: str) -> None:
    headers.update(safe_headers(host if HOST.fullmatch(host) else ""))
    if headers.get("content-type", "").startswith("text/html"):
        # Known from the first byte of the page: the browser need not find it out from our script.
        files = ", ".join(
            f"<{assets.folder()}{name}>; rel={how}"
            for name, how in ((assets.PLOTLY, "preload; as=script"), ("chart.js", "modulepreload"))
        )
        headers["Link"] = files


@lru_cache(maxsize=64)
def safe_headers(host: str) -> dict[str, str]:
    """The security headers of every answer to a request for `host`."""
    return {
        "Content-Security-Policy": content_security_policy(host),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def content_security_policy(host: str) -> str:
    """Nothing from elsewhere; scripts only from us, and the inline ones of Streamlit's own page.

    The websocket is named, because not every browser counts it among 'self'.
    """
    page = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{_base64_sha256(script)}'" for script in inline)
    rules: dict[str, Any] = {
        "default-src": "'self' data: blob:",
        "script-src": f"'self' blob: {hashes}".strip(),
        "style-src": "'self' 'unsafe-inline'",
        "connect-src": f"'self' data: blob: ws://{host} wss://{host}" if host else "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in rules.items())


def _base64_sha256(text: str) -> str:
    return base64.b64encode(sha256(text.encode()).digest()).decode()
