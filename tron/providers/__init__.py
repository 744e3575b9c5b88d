"""What speaks, hears and answers: vendors and the built-in engines, behind core's ports."""
