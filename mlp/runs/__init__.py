"""Many runs: priced, sent to worker processes chunk by chunk, watched, and kept: what they gave, and where they stand."""
