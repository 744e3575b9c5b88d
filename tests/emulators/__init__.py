"""Small servers that speak a vendor's published protocol. Nothing under tron/ knows that they exist."""
