"""How tools reach the world: HTTP and MCP, both only through one checked connection."""
