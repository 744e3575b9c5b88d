"""Softphones on the LAN that register with Tron: a registrar, and a stateless proxy to the first lane."""
