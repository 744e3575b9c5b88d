"""How a call's audio reaches a phone. Each line is a module or package here that registers itself."""
