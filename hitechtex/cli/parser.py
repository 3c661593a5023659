"""The commands and their options; each names the function that does it."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import NoReturn

from hitechtex.catalog.texts import say
from hitechtex.cli.printing import WrongUse


class Parser(argparse.ArgumentParser):
    """Wrong use is raised, so that it is said in one place and in the same words as the rest."""

    def error(self, message: str) -> NoReturn:
        """Raise WrongUse with what argparse found wrong."""
        raise WrongUse(message, where=self.prog, do=say("cli.see_help", command=self.prog))


def read_options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Return the options of a call; `run` names its function as `module:name`."""
    parser = Parser(prog="python -m hitechtex", description=say("cli.about"), allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_ingest, _batches, _undo, *_REVIEWS, _receipt, *_OTHERS):
        add(commands)
    return parser.parse_args(arguments)


def _command(commands: argparse._SubParsersAction[Parser], name: str, run: str) -> Parser:
    command: Parser = commands.add_parser(
        name,
        help=say(f"cli.{name}.about"),
        description=say(f"cli.{name}.about"),
        allow_abbrev=False,
    )
    store = Path(os.environ.get("HITECHTEX_STORE") or "store")
    command.add_argument("--store", type=Path, default=store, metavar="DIR", help=say("cli.store"))
    command.add_argument("--json", action="store_true", help=say("cli.json"))
    command.set_defaults(run=f"hitechtex.cli.{run}")
    return command


def _ingest(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "ingest", "intake:ingest_file")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--dataset", required=True, metavar="NAME", help=say("cli.ingest.dataset"))
    command.add_argument("--partner", default="", metavar="P", help=say("cli.ingest.partner"))
    command.add_argument("--mapping", type=Path, metavar="M.toml", help=say("cli.ingest.mapping"))
    command.add_argument(
        "--set", action="append", default=[], metavar="name=value", help=say("cli.ingest.set")
    )
    command.set_defaults(understood=None)
    command.add_argument("--replaces", default="", metavar="BATCH", help=say("cli.ingest.replaces"))
    command.add_argument("--by", default="", metavar="WHO", help=say("cli.ingest.by"))
    command.add_argument("--session", default="", metavar="S", help=say("cli.ingest.session"))
    command.add_argument(
        "--dates", choices=("day-first", "month-first"), default="", help=say("cli.ingest.dates")
    )
    for flag in ("all-or-nothing", "check", "again"):
        command.add_argument(
            f"--{flag}", action="store_true", help=say(f"cli.ingest.{flag.replace('-', '_')}")
        )


def _batches(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "batches", "intake:list_batches")
    command.add_argument("batch", nargs="?", metavar="BATCH", help=say("cli.batches.batch"))


def _undo(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "undo", "intake:undo_batch")
    command.add_argument("batch", metavar="BATCH")
    command.add_argument("--by", default="", metavar="WHO", help=say("cli.ingest.by"))


def _receipt(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "receipt", "receipting:print_receipt")
    command.add_argument("batch", metavar="BATCH")
    command.add_argument("--out", type=Path, metavar="FILE.html", help=say("cli.receipt.out"))


def _return(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "return", "reviewing:return_batch")
    command.add_argument("batch", metavar="BATCH")
    command.add_argument("--comment", required=True, metavar="TEXT", help=say("cli.review.comment"))
    command.add_argument("--by", default="", metavar="WHO", help=say("cli.ingest.by"))


def _approve(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _reviewed(_command(commands, "approve", "reviewing:approve_any"))
    command.add_argument("--until", metavar="DAY", help=say("cli.approve.until"))


def _reopen(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _reviewed(_command(commands, "reopen", "reviewing:reopen_any"))
    command.add_argument("--since", metavar="DAY", help=say("cli.reopen.since"))


def _reviewed(command: Parser) -> Parser:
    command.add_argument("batch", nargs="?", metavar="BATCH")
    command.add_argument("--partner", metavar="P", help=say("cli.review.partner"))
    command.add_argument("--dataset", metavar="NAME", help=say("cli.review.dataset"))
    command.add_argument("--comment", default="", metavar="TEXT", help=say("cli.review.comment"))
    command.add_argument("--by", default="", metavar="WHO", help=say("cli.ingest.by"))
    return command


_REVIEWS = (_return, _approve, _reopen)


def _query(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "query", "asking:ask_query")
    command.add_argument("name", metavar="NAME")
    command.add_argument(
        "--set", action="append", default=[], metavar="name=value", help=say("cli.query.set")
    )
    command.add_argument("--as-of", metavar="SNAPSHOT", help=say("cli.as_of"))
    command.add_argument(
        "--format", choices=("table", "csv", "json"), default="table", help=say("cli.query.format")
    )


def _indicators(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "indicators", "asking:list_indicators")
    command.add_argument("--partner", metavar="P", help=say("cli.indicators.partner"))
    command.add_argument("--as-of", metavar="SNAPSHOT", help=say("cli.as_of"))


def _check(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "check", "checking:check_rules")
    command.add_argument("--partner", metavar="P", help=say("cli.check.partner"))
    command.add_argument("--rule", action="append", metavar="ID", help=say("cli.check.rule"))
    command.add_argument("--as-of", metavar="SNAPSHOT", help=say("cli.as_of"))


def _sample(commands: argparse._SubParsersAction[Parser]) -> None:
    command = _command(commands, "sample", "making:make_sample")
    command.add_argument("--rows", type=int, default=90, metavar="N", help=say("cli.sample.rows"))
    command.add_argument("--seed", type=int, default=1, metavar="S", help=say("cli.sample.seed"))
    command.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help=say("cli.sample.out")
    )


def _doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    _command(commands, "doctor", "doctor:examine")


_OTHERS = (_query, _indicators, _check, _sample, _doctor)
