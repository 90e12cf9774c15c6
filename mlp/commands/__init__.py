"""The commands of `python -m mlp` that train. Each takes its parsed arguments and returns its exit status."""

DONE, ALL_DIVERGED, BAD_USAGE, INTERRUPTED = 0, 1, 2, 130
