"""The command line, over the same steps as the pages.

A result goes to standard output, faults to standard error; the exit status is 0 where all was
done, 1 where something was refused or set aside, 2 for wrong use. `--json` has stable keys.
"""
