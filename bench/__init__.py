"""Measurements beside a plain livekit-agents or a plain chain, interleaved in one run. `python -m bench --help`."""
