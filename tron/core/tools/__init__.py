"""What an agent's model may do in a call besides talking: tools, their rules, and the loop that runs them."""
