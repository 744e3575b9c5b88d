"""The voice session: a livekit-agents AgentSession on a line's audio, driven by a Script."""
