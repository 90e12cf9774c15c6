"""What the pages of the first document draw."""
