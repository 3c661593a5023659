"""A synthetic partnership at any size; every key of it begins with SAMPLE-."""

from hitechtex.sample.write import write_sample

__all__ = ["write_sample"]
