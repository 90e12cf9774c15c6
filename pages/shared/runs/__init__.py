"""Runs of a page: the process's own Runner and Store, prices, and the panel that draws while they train."""
