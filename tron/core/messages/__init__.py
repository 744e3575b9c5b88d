"""Messages: who sends them, what may be sent, what became of each, and what people answer."""
