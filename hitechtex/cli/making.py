"""What is made: the synthetic partnership."""

from __future__ import annotations

import argparse

from hitechtex.catalog import read_catalog
from hitechtex.catalog.texts import say
from hitechtex.cli.printing import print_json
from hitechtex.sample import write_sample


def make_sample(options: argparse.Namespace) -> int:
    """Write one file per dataset; the same numbers give the same bytes."""
    files = write_sample(options.out, rows=options.rows, seed=options.seed, catalog=read_catalog())
    if options.json:
        print_json({"files": [str(path) for path in files]})
    else:
        for path in files:
            print(path)
        print(say("cli.sample.done", n=len(files), rows=options.rows, seed=options.seed))
    return 0
