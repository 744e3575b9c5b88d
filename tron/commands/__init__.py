"""The commands of `tron`. Each opens what it needs, does one thing, and leaves nothing running."""
