"""{{names}} in texts, bodies and addresses: Jinja2's sandbox, cut down to expressions. It cannot loop or call.

An undefined variable becomes an empty text and is told (`Filled.missing`); nothing is raised to the caller's ear.
"""

from tron.core.flow_engine.templating.bodies import fill_json
from tron.core.flow_engine.templating.filled import Filled
from tron.core.flow_engine.templating.filters import plain
from tron.core.flow_engine.templating.names import Names, names_in, used_names
from tron.core.flow_engine.templating.sandbox import TemplateProblem
from tron.core.flow_engine.templating.texts import LONGEST, fill, filled_or_plain, names_alone

__all__ = [
    "LONGEST",
    "Filled",
    "Names",
    "TemplateProblem",
    "fill",
    "fill_json",
    "filled_or_plain",
    "names_alone",
    "names_in",
    "plain",
    "used_names",
]
