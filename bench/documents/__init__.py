"""The documents' own loops, transcribed and run for many seeds side by side: do the engine's seeds end like theirs?

They share no code with mlp: other random numbers, other order of the calls, float64. `python -m bench.documents`.
"""
