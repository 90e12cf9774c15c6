"""One file for each data set, each with `load(**options) -> Dataset`."""
