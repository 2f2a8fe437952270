"""One check per file; each is registered under its stable code."""
