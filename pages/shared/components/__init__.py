"""What is drawn in the browser itself, and small pictures as one element."""
