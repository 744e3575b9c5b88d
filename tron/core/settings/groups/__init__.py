"""The settings, a module for each group of the Settings page."""
