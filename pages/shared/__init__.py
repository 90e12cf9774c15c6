"""What the pages have in common: controls, charts, components."""
