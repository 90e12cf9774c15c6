"""Many runs: priced, sent to worker processes chunk by chunk, watched, and stored by what was asked."""
