"""The planning problem of one person: what may be placed when, and what is asked for."""
