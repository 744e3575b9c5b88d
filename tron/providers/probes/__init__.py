"""Tests of vendors' settings: one question each, as cheap as the vendor has it."""
