"""What the model or a flow asks of the world outside."""

from __future__ import annotations

from tron.core.events.payload import Payload


class AboutTool(Payload):
    """Of a tool that the model uses."""

    name: str


class ToolCalled(AboutTool):
    """The model uses it. `arguments` is JSON as text, cut where long; never a header or a secret."""

    type = "tool.called"
    arguments: str = "{}"


class ToolFinished(AboutTool):
    """It answered. `ok` False: with a refusal; `status` is an HTTP status where there was one."""

    type = "tool.finished"
    seconds: float
    ok: bool
    status: int | None = None


class ToolFailed(AboutTool):
    """It did not run, or did not answer; `code` as in core/tools/trouble.py."""

    type = "tool.failed"
    seconds: float
    ok: bool = False
    status: int | None = None
    code: str
    message: str


class WebhookFinished(Payload):
    """A flow's webhook answered, or did not. Never holds the body; `problem` is a sentence."""

    type = "webhook.finished"
    ok: bool
    status: int | None = None
    host: str = ""
    problem: str = ""
    tries: int = 1
