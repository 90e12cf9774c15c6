"""What the page of the iris flowers draws."""
