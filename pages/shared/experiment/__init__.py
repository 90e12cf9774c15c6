"""The page of an experiment that needs nothing of its own."""
