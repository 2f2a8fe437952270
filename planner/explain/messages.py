"""The sentences of the catalog, for those that may not read the catalog itself."""

from planner.knowledge.messages import Messages, messages_of

__all__ = ["Messages", "messages_of"]
