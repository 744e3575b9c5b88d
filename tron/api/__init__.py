"""The edge: HTTP and WebSocket. An endpoint parses, core decides, a repository queries."""
