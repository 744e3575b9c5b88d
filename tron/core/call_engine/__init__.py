"""The life of a call: state machine, the one door to a phone, retries, reconciliation."""
