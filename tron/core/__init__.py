"""The rules of Tron. No HTTP, no audio library, no vendor SDK; imports nothing outside core."""
