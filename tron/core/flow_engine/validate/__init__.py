"""What a flow lacks to be run, found without running it."""

from tron.core.flow_engine.validate.check import validate
from tron.core.flow_engine.validate.finding import Finding, ValidateContext

__all__ = ["Finding", "ValidateContext", "validate"]
