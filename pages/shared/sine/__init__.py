"""What the page of sin(x) draws."""
