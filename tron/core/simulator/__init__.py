"""The text simulator: a call's own Script against typed text, for agents that nobody saved."""

from tron.core.simulator.conversation import Show, TypedConversation
from tron.core.simulator.places import Places
from tron.core.simulator.simulation import Contact, Simulation, simulated_call

__all__ = ["Contact", "Places", "Show", "Simulation", "TypedConversation", "simulated_call"]
