"""The cards of the overview."""
