"""One call of the command line: its options read, its command run, its errors said."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from types import TracebackType

from hitechtex.catalog.texts import say
from hitechtex.cli.parser import read_options
from hitechtex.cli.printing import WrongUse, print_faulty, print_json
from hitechtex.errors import HitechtexError, UnknownName

DONE = 0
REFUSED = 1
WRONG_USE = 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return its exit status. An error is a plain sentence, no traceback."""
    sys.excepthook = _say_unforeseen
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except BrokenPipeError:
        # Whoever read the output has enough; Python would complain when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    return status


def _run(arguments: list[str]) -> int:
    try:
        options = read_options(arguments)
        # Only the command's own libraries are loaded: listing batches takes no DuckDB.
        module, _, name = options.run.partition(":")
        return int(getattr(import_module(module), name)(options))
    except HitechtexError as refused:
        problem = refused
    except MemoryError:
        problem = HitechtexError(say("cli.no_memory.says"), do=say("cli.no_memory.do"))
    except BrokenPipeError:
        raise
    except OSError as refused:
        where = str(refused.filename or "")
        problem = HitechtexError(say("cli.system", reason=refused.strerror), where=where)
    print_faulty(str(problem))
    if "--json" in arguments:
        print_json({"error": str(problem)})
    return WRONG_USE if isinstance(problem, WrongUse | UnknownName) else REFUSED


def _say_unforeseen(
    kind: type[BaseException], problem: BaseException, trace: TracebackType | None
) -> None:
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    code = trace.tb_frame.f_code if trace else None
    place = f"{code.co_filename}:{trace.tb_lineno}" if code and trace else ""
    print_faulty(say("cli.unforeseen", kind=kind.__name__, problem=problem, place=place))
