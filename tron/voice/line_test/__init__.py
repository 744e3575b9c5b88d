"""The two ends of a test of a line: notes sent both ways, and known again."""
