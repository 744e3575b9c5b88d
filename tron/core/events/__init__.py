"""The story of each call: typed events, the append-only log, the batch writer and the bus that tells everyone."""
