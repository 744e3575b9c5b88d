"""Every event with the shape of its payload, by family. Times inside payloads are seconds since the answer."""
