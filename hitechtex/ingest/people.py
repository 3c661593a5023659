"""People become keyed hashes at the door; nothing after it knows a name or an address.

The key belongs to a store: the same person has the same hash in every file of that store, and
nobody without the key can tell whose it is.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from hitechtex.errors import StoreError

MARK = "k:"
HASH = re.compile(r"k:[0-9a-f]{32}")
ADDRESS = re.compile(r"[^\s@<>;,]+@[^\s@<>;,]+\.[^\s@<>;,]{2,}")
VARIABLE = "HITECHTEX_SALT"


def read_key(store: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """Return the key for hashing people: HITECHTEX_SALT, else the store's own, made once.

    Raises StoreError where the store's key can be neither read nor made.
    """
    salt = environment.get(VARIABLE, "").strip()
    if salt:
        return salt.encode()
    path = store / "key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_bytes().strip()
    except OSError as problem:
        raise StoreError(
            f"the key for hashing people cannot be read or made ({problem.strerror})",
            where=str(path),
            do=f"Give this account write access to the store, or set {VARIABLE}.",
        ) from None
    if len(key) < 32:
        raise StoreError(
            "the key for hashing people is damaged",
            where=str(path),
            expected="64 hexadecimal digits",
            do="Restore it from a backup: with another key the same people would count twice.",
        )
    return key


def _make(path: Path) -> None:
    # Written under another name first and then linked: whoever sees the key sees all of it,
    # and of several processes exactly one makes it.
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".key-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(descriptor, secrets.token_hex(32).encode() + b"\n")
        os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        os.close(descriptor)
        draft.unlink(missing_ok=True)


def pseudonym(identity: str, key: bytes) -> str:
    """Return the keyed hash of a person (`k:` and 32 hexadecimal digits; HMAC-SHA256, 128 bits).

    Letter case, accents' encoding and spacing make no difference. A text that already has this
    form is returned as it is: it identifies nobody, and hashing it again would split a person
    whose rows were exported and sent back.
    """
    if HASH.fullmatch(identity):
        return identity
    same = " ".join(unicodedata.normalize("NFKC", identity).casefold().split())
    return MARK + hmac.new(key, same.encode(), hashlib.sha256).hexdigest()[:32]


def has_address(text: str) -> bool:
    """Return whether `text` holds an e-mail address."""
    return "@" in text and ADDRESS.search(text) is not None
