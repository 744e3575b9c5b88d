"""Lines whose sound comes over a WebSocket: vendors' media streams, and Tron's own SIP gateway."""
