"""Saved conversations that a flow must hold: played, judged, kept, and asked for before publishing."""
