"""Many runs: priced, sent to workers chunk by chunk, watched, and kept: what they gave, and where they stand."""
