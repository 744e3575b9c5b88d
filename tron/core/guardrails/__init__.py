"""What an agent's model may not say, must have said, and cannot be talked into: enforced, not only prompted."""
