"""What the lines of cloud vendors share: calls ordered by a REST API, told by webhooks, their sound over a stream."""
