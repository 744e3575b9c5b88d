"""Where softphones register with Tron's SIP gateway, and one account there."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from tron.core.errors import Conflict, Unavailable
from tron.core.ports import Trunk
from tron.core.trunks.softphones import SoftphoneAccount
from tron.telephony.sip.state import softphone_door
from tron.telephony.sip.trunk import SipTrunk

EVERYWHERE: Final = ("", "0.0.0.0", "::", "[::]")
ELSEWHERE: Final = ("192.0.2.1", 9)
"""An address that is nobody's: the way there is asked for, and nothing is sent."""


async def softphone_account(path: Path, trunk: Trunk) -> SoftphoneAccount:
    """Raises Conflict where the trunk is no softphone's, Unavailable where none can register now."""
    try:
        fields = SipTrunk.model_validate({**trunk.settings, **trunk.secrets})
    except ValidationError:
        raise Conflict("The account is not complete.", hint="Edit the trunk first.") from None
    if fields.kind != "softphone" or fields.password is None:
        raise Conflict("This trunk is a carrier's: no softphone registers by it.")
    door = await softphone_door(path)
    if not door:
        raise Unavailable("No softphone can register now.", hint="The SIP gateway starts with the first trunk.")
    host, _, port = door.rpartition(":")
    return SoftphoneAccount(
        name=trunk.name,
        user=fields.username,
        password=fields.password.get_secret_value(),
        host=own_address() if host in EVERYWHERE else host.strip("[]"),
        port=int(port),
    )


def own_address() -> str:
    """This machine's address in its network: by which it would send to somebody outside."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(ELSEWHERE)
        except OSError:
            return socket.gethostname()
        return str(asked.getsockname()[0])
