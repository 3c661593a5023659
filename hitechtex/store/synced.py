"""Files that are on the disk before anybody is told of them.

`sync` is the one place where a file or folder is forced to the disk; tests count its calls.
"""

from __future__ import annotations

import os
import uuid
from pathlib import Path


def sync(path: Path) -> None:
    """Force a file's bytes, or a folder's list of names, to the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows has no way to sync a folder, and writes its names through
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def make_folder(path: Path) -> None:
    """Make a folder and those above it; each new name is synced in the folder that holds it."""
    new = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    for folder in reversed(new):
        sync(folder.parent)


def publish(target: Path, text: str) -> bool:
    """Let `target` appear whole and synced, or not at all; False where the name is taken.

    Written under another name, synced, then linked: a link never replaces, so of several
    processes one wins; and a name never stands for bytes that a power cut could still take.
    """
    staged = target.with_name(f".{uuid.uuid4().hex}.tmp")
    try:
        staged.write_text(text, encoding="utf-8")
        sync(staged)
        os.link(staged, target)
    except FileExistsError:
        return False
    finally:
        staged.unlink(missing_ok=True)
    sync(target.parent)
    return True
