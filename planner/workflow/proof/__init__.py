"""Proof that the rules of a catalog run: people for every case, and what contradicts what."""
