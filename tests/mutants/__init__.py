"""Deliberate defects, each of which some test must catch: `make mutants`."""
