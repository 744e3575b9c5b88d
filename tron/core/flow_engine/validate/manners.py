"""What the law and good manners ask of a flow: who calls, that it is a machine, a way never to be called again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence

from tron.core.flow_engine.deciding import has_any
from tron.core.flow_engine.templating import used_names
from tron.core.flow_engine.validate.drawn import Drawn
from tron.core.flow_engine.validate.finding import Finding

MACHINE = (
    "automated",
    "automatic",
    "a.i.",
    "ai",
    "artificial",
    "virtual",
    "robot",
    "bot",
    "assistant",
    "ऑटोमेटेड",
    "स्वचालित",
    "एआई",
    "वर्चुअल",
    "असिस्टेंट",
    "रोबोट",
    "automatic",
    "sahayak",
    "सहायक",
)


def disclosure(drawn: Drawn) -> Iterator[Finding]:
    """Every way of an outbound call says that a machine speaks before it listens."""
    for start in drawn.starts:
        if start.type.type != "start_outbound":
            continue
        for id_ in _first_listeners(drawn, start.id):
            yield Finding(
                code="no_disclosure",
                severity="warning",
                node_id=id_,
                field="data.text",
                message="The greeting does not say that an automated assistant calls.",
                fix="Say who calls and that it is an automated assistant.",
            )


def _first_listeners(drawn: Drawn, start: str) -> list[str]:
    """The nodes that listen, or end, before anything on their way said so."""
    found, seen, left = [], {start}, deque([start])
    while left:
        id_ = left.popleft()
        node = drawn.walked[id_]
        if any(has_any(MACHINE, text) for text in node.type.likely_texts(node.data)):
            continue
        if node.type.listens(node.data) or node.type.is_end:
            found.append(id_)
            continue
        for target in drawn.after[id_]:
            if target not in seen:
                seen.add(target)
                left.append(target)
    return found


def opt_out(drawn: Drawn) -> Iterator[Finding]:
    """A promotional flow has a way for those who do not want to be called."""
    promotional = [node for node in drawn.starts if getattr(node.data, "purpose", "") == "promotional"]
    watched = any(getattr(node.data, "condition", "") == "do_not_call" for node in drawn.graph.globals)
    if promotional and not watched:
        yield Finding(
            code="no_opt_out",
            severity="warning",
            node_id=promotional[0].id,
            message="This promotional flow has no way for somebody who asks not to be called again.",
            fix="Add a Global node with “asks not to be called again” and what to say then.",
        )


def voicemail(drawn: Drawn, agents: Sequence[str]) -> Iterator[Finding]:
    """A node for voicemail comes alive only with agents that go on in the flow when a machine answers."""
    for node in drawn.graph.globals if agents else ():
        if getattr(node.data, "condition", "") == "voicemail":
            yield Finding(
                code="voicemail_unheard",
                severity="warning",
                node_id=node.id,
                field="data.condition",
                message=f"When a machine answers, these agents do not go on in the flow: {', '.join(agents)}.",
                fix="Set “When a machine answers” of the agent to “Go on in the flow”, or take this node out.",
            )


def spoken_secrets(drawn: Drawn) -> Iterator[Finding]:
    """Of what is marked sensitive the agent says no more than the end: a text that would say it reads otherwise."""
    secret = _secrets(drawn)
    if not secret:
        return
    for id_, node in drawn.walked.items():
        said = [(path, text) for path, text in node.type.texts(node.data) if text in node.type.likely_texts(node.data)]
        for path, text in said:
            for name in sorted(secret & used_names(text)):
                yield Finding(
                    code="sensitive_spoken",
                    severity="warning",
                    node_id=id_,
                    field=f"data.{path}",
                    message=f"{{{{{name}}}}} is marked sensitive: of it only the last letters or digits are said.",
                    fix="Word the text so, such as: the card that ends in {{card}}; or take it out.",
                )


def _secrets(drawn: Drawn) -> set[str]:
    """Names of sensitive variables, and of those that are made of them."""
    found = {
        str(getattr(node.data, "variable", ""))
        for node in drawn.walked.values()
        if getattr(node.data, "sensitive", False)
    }
    copies = [
        (str(getattr(node.data, "variable", "")), used_names(text))
        for node in drawn.walked.values()
        if node.type.type == "set_variable"
        for _path, text in node.type.texts(node.data)
    ]
    for _round in copies if found else ():
        found |= {name for name, used in copies if used & found}
    return found
