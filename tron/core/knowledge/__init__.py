"""What an agent knows from its owner's documents: reading, indexing and finding passages."""
