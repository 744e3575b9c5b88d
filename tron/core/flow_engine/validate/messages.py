"""Messages: whether their templates exist, and what India's DLT and WhatsApp ask of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tron.core import phone
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding, KnownTemplate, Severity

SEND = "send_message"


def messages(drawn: Drawn, templates: Mapping[str, KnownTemplate] | None) -> Iterator[Finding]:
    """`templates` None: nobody looked which there are, and nothing is said of them."""
    if templates is None:
        return
    for node in drawn.walked.values():
        if node.type.type != SEND:
            continue
        channel, name = str(getattr(node.data, "channel", "")), str(getattr(node.data, "template", ""))
        template = templates.get(name)
        if name and (template is None or template.channel != channel):
            message = f"There is no template {name!r} of this channel."
            yield _finding("unknown_template", node.id, message, "Choose one of the templates.", severity="error")
        elif channel == "whatsapp" and not name:
            message = "WhatsApp takes free text only within 24 hours after the person wrote."
            yield _finding("whatsapp_free_text", node.id, message, "Choose an approved template.")
        elif channel == "sms" and not (template is not None and template.registered):
            severity = _to_india(str(getattr(node.data, "to", "")))
            if severity is not None:
                message = "An SMS to an Indian number needs a template with its DLT id, and a header."
                fix = "Choose a template that has its DLT id, and give it or the sender a header."
                yield _finding("no_dlt_template", node.id, message, fix, severity=severity)


def names_to_fill(drawn: Drawn, templates: Mapping[str, KnownTemplate] | None) -> Mapping[str, tuple[str, ...]]:
    """By node, the variables of the flow that its template takes, because no value is written for them."""
    found: dict[str, tuple[str, ...]] = {}
    for node in drawn.walked.values():
        template = (templates or {}).get(str(getattr(node.data, "template", "")))
        if node.type.type == SEND and template is not None:
            written = {row.name for row in getattr(node.data, "values", ()) if row.value.strip()}
            found[node.id] = tuple(name for name in template.names if name not in written)
    return found


def _to_india(to: str) -> Severity | None:
    """An error where the number is written out and Indian, a warning where it may be."""
    if "{{" in to:
        return "warning"
    number = phone.from_network(to)
    real = number is not None and number.startswith("+91") and not phone.is_practice(number)
    return "error" if real else None


def _finding(code: str, node: str, message: str, fix: str, severity: Severity = "warning") -> Finding:
    return Finding(code=code, severity=severity, node_id=node, field="data.template", message=message, fix=fix)
