"""Vendors' own clients, as lines and providers share them."""
