"""Pydantic models in and out, one file per entity."""
