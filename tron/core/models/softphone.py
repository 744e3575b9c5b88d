"""A softphone's account as the API shows it, once it is asked for."""

from __future__ import annotations

from pydantic import Field

from tron.core.models.page import Shown
from tron.core.trunks.softphones import CodeKind


class SoftphoneCode(Shown):
    """A QR code. `grandstream`: apps that read Grandstream's account file (GS Wave); `sip`: a SIP address."""

    kind: CodeKind
    svg: str = Field(description="The picture as a data: address.")


class SoftphoneOut(Shown):
    """What a softphone has to know: to type, and as codes to read. It holds the password."""

    name: str
    user: str
    password: str
    host: str
    port: int
    transport: str
    codes: list[SoftphoneCode]
