"""Conversation flows: graph, nodes, checks and the engine that walks them. Pure: it talks to a Conversation."""
