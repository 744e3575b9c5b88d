"""Senders of messages: each module with a `SENDER` is one kind."""
