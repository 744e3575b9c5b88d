"""Trunks: the configured ways out of the lines, and the numbers on which calls come in."""
