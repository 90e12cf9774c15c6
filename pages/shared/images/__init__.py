"""What the pages of digits and characters draw."""
