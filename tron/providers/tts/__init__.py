"""Text to speech: vendors."""
