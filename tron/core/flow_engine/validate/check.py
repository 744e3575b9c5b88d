"""All checks of a flow, in the order in which a person would mend them."""

from __future__ import annotations

from tron.core.flow_engine.canvas import FlowCanvas
from tron.core.flow_engine.validate import manners, parting, structure, ways
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding, ValidateContext
from tron.core.flow_engine.validate.listening import unheard_questions
from tron.core.flow_engine.validate.messages import messages, names_to_fill
from tron.core.flow_engine.validate.subflows import listening, subflows
from tron.core.flow_engine.validate.variables import variables


def validate(canvas: FlowCanvas, context: ValidateContext | None = None) -> list[Finding]:
    """Errors first. A flow without errors can be published; warnings are for a person to judge."""
    known = context or ValidateContext()
    drawn = Drawn(canvas)
    # Behind a node that cannot be read nothing is known: that node is mended first.
    whole = not drawn.graph.unreadable
    findings = [
        *structure.starts(drawn),
        *structure.unreadable(drawn),
        *structure.edges(drawn),
        *structure.handles(drawn, as_subflow=known.as_subflow),
        *structure.contents(drawn),
        *(ways.no_end(drawn, as_subflow=known.as_subflow) if whole else ()),
        *ways.silent_loops(drawn, listening(drawn, known)),
        *subflows(drawn, known),
        *(ways.unreachable(drawn) if whole else ()),
        *variables(drawn, known.variables, names_to_fill(drawn, known.templates)),
        *messages(drawn, known.templates),
        *unheard_questions(drawn),
        *manners.disclosure(drawn),
        *manners.opt_out(drawn),
        *manners.voicemail(drawn, known.deaf_to_voicemail),
        *parting.goes_on(drawn),
        *manners.spoken_secrets(drawn),
    ]
    return sorted(findings, key=lambda finding: finding.severity != "error")
