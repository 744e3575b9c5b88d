"""Scripts: what decides the next step of a call."""
