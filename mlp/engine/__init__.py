"""One training run: forward, backward, update, recorded once for a Spec and its data and replayed for every batch."""
