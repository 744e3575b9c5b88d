"""One account or trunk in PJSIP: its settings, its registration, the calls that come in for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pjsua2 as pj

from tron.telephony.sip.trunk import SipTrunk
from tron.telephony.sip_gateway.library import SipLibrary
from tron.telephony.sip_gateway.sip_text import (
    address_of,
    called_of,
    first_header,
    identity_uri,
    kept_headers,
    number_called,
    server_uri,
    transport_parameter,
)
from tron.telephony.sip_gateway.wire_call import guarded
from tron.telephony.sip_gateway.wire_events import AccountProgress, Offered

RETRY_SECONDS: Final = 60
FIRST_RETRY_SECONDS: Final = 10
KEEP_ALIVE_SECONDS: Final = 15
LONGEST_SESSION: Final = 1800
SRTP: Final = {
    "off": pj.PJMEDIA_SRTP_DISABLED,
    "optional": pj.PJMEDIA_SRTP_OPTIONAL,
    "required": pj.PJMEDIA_SRTP_MANDATORY,
}


class WireAccount(pj.Account):  # type: ignore[misc]
    """`tell` hears of its registration, `offered` of a call that came in, with PJSIP's number of it."""

    def __init__(
        self,
        identity: str,
        trunk: SipTrunk,
        *,
        tell: Callable[[AccountProgress], None],
        offered: Callable[[WireAccount, int, Offered], None],
    ) -> None:
        super().__init__()
        self.identity = identity
        self.trunk = trunk
        self._tell = tell
        self._offered = offered

    def leave(self) -> None:
        """Tell the registrar that nobody is here any more. Raises pj.Error."""
        if self.getInfo().regIsActive:
            self.setRegistration(False)

    def ask_again(self) -> None:
        """Ask the registrar that refused once more. Raises pj.Error."""
        self.setRegistration(True)

    @guarded
    def onRegStarted(self, prm: Any) -> None:
        if prm.renew:
            self._tell(AccountProgress(self.identity, 0, "", active=False, started=True))

    @guarded
    def onRegState(self, prm: Any) -> None:
        status = int(prm.code)
        active = 200 <= status < 300 and int(prm.expiration) > 0
        self._tell(AccountProgress(self.identity, status, str(prm.reason), active))

    @guarded
    def onIncomingCall(self, prm: Any) -> None:
        message = str(prm.rdata.wholeMsg)
        caller = address_of(first_header(message, "from") or "")
        offer = Offered(
            key="",
            source=str(prm.rdata.srcAddress),
            user=called_of(message).user,
            caller=caller.user,
            called=number_called(message),
            sip_call_id=first_header(message, "call-id") or "",
            headers=kept_headers(message),
        )
        self._offered(self, int(prm.callId), offer)


def account_config(trunk: SipTrunk, library: SipLibrary, *, home: bool) -> Any:
    """PJSIP's settings for a trunk. `home`: it registers here. For PJSIP's thread; raises pj.Error."""
    config = pj.AccountConfig()
    config.idUri = identity_uri(trunk)
    _registration(config, trunk, home)
    _ways(config, trunk, library)
    config.mediaConfig.transportConfig = library.sound_ways(ice=trunk.ice)
    _media(config, trunk)
    _nat(config, trunk, library)
    timer = pj.PJSUA_SIP_TIMER_OPTIONAL if trunk.session_timers else pj.PJSUA_SIP_TIMER_INACTIVE
    config.callConfig.timerUse = timer
    config.callConfig.timerSessExpiresSec = LONGEST_SESSION
    return config


def _registration(config: Any, trunk: SipTrunk, home: bool) -> None:
    about = config.regConfig
    if trunk.registers_there and home:
        port = f":{trunk.port}" if trunk.port else ""
        about.registrarUri = server_uri(trunk.registrar or f"{trunk.domain}{port}", trunk)
    about.registerOnAdd = trunk.registers_there and home
    about.timeoutSec = trunk.register_expires
    about.retryIntervalSec = RETRY_SECONDS
    about.firstRetryIntervalSec = FIRST_RETRY_SECONDS
    about.dropCallsOnFail = False
    if trunk.password is not None:
        user = trunk.auth_username or trunk.username
        secret = trunk.password.get_secret_value()
        config.sipConfig.authCreds.append(pj.AuthCredInfo("digest", "*", user, 0, secret))


def _ways(config: Any, trunk: SipTrunk, library: SipLibrary) -> None:
    config.sipConfig.transportId = library.transport(trunk.transport, verify=trunk.tls_verify)
    if trunk.outbound_proxy:
        config.sipConfig.proxies.append(f"sip:{trunk.outbound_proxy};lr{transport_parameter(trunk)}")


def _media(config: Any, trunk: SipTrunk) -> None:
    config.mediaConfig.srtpUse = SRTP[trunk.srtp]
    config.mediaConfig.srtpSecureSignaling = 0
    # Two streams of the far side's choosing would be renegotiated for nothing.
    config.mediaConfig.lockCodecEnabled = True


def _nat(config: Any, trunk: SipTrunk, library: SipLibrary) -> None:
    about = config.natConfig
    about.iceEnabled = trunk.ice
    about.udpKaIntervalSec = KEEP_ALIVE_SECONDS if trunk.transport == "udp" else 0
    about.contactRewriteUse = 1
    about.sipOutboundUse = 0
    use = pj.PJSUA_STUN_USE_DEFAULT if trunk.stun_server else pj.PJSUA_STUN_USE_DISABLED
    about.sipStunUse = about.mediaStunUse = use
    if trunk.stun_server:
        library.use_stun(trunk.stun_server)
    if trunk.public_address:
        config.mediaConfig.transportConfig.publicAddress = trunk.public_address
        port = library.local_address(trunk.transport).rpartition(":")[2]
        user = f"{trunk.username}@" if trunk.username else ""
        config.sipConfig.contactForced = f"<sip:{user}{trunk.public_address}:{port}{transport_parameter(trunk)}>"
