"""Flows on calls: the world around a flow, the agent's rules for it, and the Script that a call walks."""
