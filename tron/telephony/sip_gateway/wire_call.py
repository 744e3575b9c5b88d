"""One call of PJSIP. Lives in its thread alone; tells the loop what happens."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import pjsua2 as pj

from tron.telephony.sip_gateway.playout import Playout
from tron.telephony.sip_gateway.port import Hears, Port, Ports, Reached
from tron.telephony.sip_gateway.sdp import with_codecs
from tron.telephony.sip_gateway.sip_text import kept_headers
from tron.telephony.sip_gateway.wire_events import (
    Answered,
    Ended,
    MediaUp,
    Pressed,
    Progress,
    TransferProgress,
    WireEvent,
)

log = logging.getLogger(__name__)
Tell = Callable[[WireEvent], None]
F = TypeVar("F", bound=Callable[..., Any])
DECLINE: Final = 603
FLOWING: Final = frozenset({pj.PJSUA_CALL_MEDIA_ACTIVE, pj.PJSUA_CALL_MEDIA_REMOTE_HOLD})


def guarded(callback: F) -> F:
    """An exception that leaves a callback ends the process."""

    @functools.wraps(callback)
    def safe(*arguments: Any) -> Any:
        try:
            return callback(*arguments)
        except Exception:
            log.exception("%s failed", callback.__name__)
            return None

    return safe  # type: ignore[return-value]


class WireCall(pj.Call):  # type: ignore[misc]
    """`over` is called when PJSIP is done with it; let go of it only after that."""

    def __init__(
        self,
        account: Any,
        ports: Ports,
        *,
        codecs: Sequence[str],
        tell: Tell,
        over: Callable[[WireCall], None],
        pj_call: int = pj.PJSUA_INVALID_ID,
    ) -> None:
        super().__init__(account, pj_call)
        self._ports = ports
        self._codecs = codecs
        self._tell = tell
        self._over = over
        self._port: Port | None = None
        self._sound: tuple[Playout, Hears, Reached] | None = None
        self._ended_by_us = False
        self._answered = False
        self._headers: Mapping[str, str] = {}
        self._transferring = False

    def carry(self, playout: Playout, hears: Hears, reached: Reached) -> None:
        """Where sound goes and comes from, before any flows."""
        self._sound = (playout, hears, reached)

    def place(self, target: str, caller: str | None, headers: Mapping[str, str]) -> None:
        """INVITE. Raises pj.Error."""
        asked = _one_audio_stream()
        if caller is not None:
            asked.txOption.localUri = caller
        asked.txOption.headers = header_vector(headers)
        self.makeCall(target, asked)

    def ring(self) -> None:
        self._answer_with(180)

    def accept(self) -> None:
        self._answer_with(200)

    def end(self, sip_status: int = 0) -> None:
        """BYE, CANCEL, or the refusal `sip_status`. May be said twice."""
        self._ended_by_us = True
        if not self.isActive():
            return
        asked = pj.CallOpParam()
        asked.statusCode = sip_status
        self.hangup(asked)

    def press(self, digits: str, *, by_info: bool) -> None:
        """DTMF to the far side. Raises pj.Error."""
        asked = pj.CallSendDtmfParam()
        asked.digits = digits
        asked.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if by_info else pj.PJSUA_DTMF_METHOD_RFC2833
        asked.duration = 160
        self.sendDtmf(asked)

    def refer(self, target: str, headers: Mapping[str, str]) -> None:
        """Ask the far side to call `target`. Raises pj.Error."""
        self._transferring = True
        asked = pj.CallOpParam()
        asked.txOption.headers = header_vector(headers)
        self.xfer(target, asked)

    @property
    def sip_call_id(self) -> str:
        return str(self.getInfo().callIdString)

    def _answer_with(self, sip_status: int) -> None:
        asked = _one_audio_stream()
        asked.statusCode = sip_status
        self.answer(asked)

    @guarded
    def onCallTsxState(self, prm: Any) -> None:
        about = prm.e.body.tsxState
        if about.tsx.method == "REFER" and self._transferring and about.tsx.statusCode >= 300:
            self._transferring = False
            self._tell(TransferProgress(int(about.tsx.statusCode), True))
        if about.tsx.method == "INVITE" and about.type == pj.PJSIP_EVENT_RX_MSG and not self._answered:
            status = int(about.tsx.statusCode)
            if 100 <= status < 200:
                self._tell(Progress(status, str(about.tsx.statusText)))

    @guarded
    def onCallState(self, prm: Any) -> None:
        about = self.getInfo()
        if about.state == pj.PJSIP_INV_STATE_CONNECTING:
            self._headers = kept_headers(_received(prm))
        elif about.state == pj.PJSIP_INV_STATE_CONFIRMED and not self._answered:
            self._answered = True
            self._tell(Answered(int(about.lastStatusCode), self._headers))
        elif about.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            status = int(about.lastStatusCode)
            far_side = not self._ended_by_us and (status < 300 or not self._answered)
            refused = far_side and not self._answered and _refuses(prm)
            self._tell(Ended(status, str(about.lastReason), far_side, kept_headers(_received(prm)), refused))
            self._let_go()

    @guarded
    def onCallMediaState(self, prm: Any) -> None:
        about = self.getInfo()
        for index, media in enumerate(about.media):
            if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in FLOWING:
                early = about.state in (pj.PJSIP_INV_STATE_CALLING, pj.PJSIP_INV_STATE_EARLY)
                self._connect(index, early=early)
                return

    @guarded
    def onCallSdpCreated(self, prm: Any) -> None:
        prm.sdp.wholeSdp = with_codecs(prm.sdp.wholeSdp, self._codecs)

    @guarded
    def onDtmfDigit(self, prm: Any) -> None:
        self._tell(Pressed(str(prm.digit)))

    @guarded
    def onCallTransferStatus(self, prm: Any) -> None:
        final = bool(prm.finalNotify) or prm.statusCode >= 200
        if self._transferring:
            self._tell(TransferProgress(int(prm.statusCode), final))
        self._transferring = self._transferring and not final
        prm.cont = not final

    @guarded
    def onCallTransferRequest(self, prm: Any) -> None:
        prm.statusCode = DECLINE  # nobody but Tron decides whom it calls

    @guarded
    def onCallReplaceRequest(self, prm: Any) -> None:
        prm.statusCode = DECLINE

    def onCallRedirected(self, prm: Any) -> int:
        return int(pj.PJSIP_REDIRECT_STOP)  # as above

    def _connect(self, index: int, *, early: bool) -> None:
        if self._sound is None:
            return
        if self._port is None:
            self._port = self._ports.take()
            self._port.serve(*self._sound)
        sound = self.getAudioMedia(index)
        sound.startTransmit(self._port)
        self._port.startTransmit(sound)
        about = self.getStreamInfo(index)
        self._tell(MediaUp(str(about.codecName), about.audTxEventPt > 0, early))

    def _let_go(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            self._ports.give_back(port)
        self._over(self)


def header_vector(headers: Mapping[str, str]) -> Any:
    """Headers as PJSIP takes them."""
    vector = pj.SipHeaderVector()
    for name, value in headers.items():
        header = pj.SipHeader()
        header.hName, header.hValue = name, value
        vector.push_back(header)
    return vector


def _one_audio_stream() -> Any:
    asked = pj.CallOpParam(True)
    asked.opt.audioCount = 1
    asked.opt.videoCount = 0
    return asked


def _refuses(prm: Any) -> bool:
    """Whether it came as the far side's final answer to our INVITE, not as a timeout or a broken connection here."""
    if not _received(prm):
        return False
    transaction = prm.e.body.tsxState.tsx
    return bool(
        transaction.role == pj.PJSIP_ROLE_UAC and transaction.method == "INVITE" and transaction.statusCode >= 300
    )


def _received(prm: Any) -> str:
    about = prm.e
    if about.type != pj.PJSIP_EVENT_TSX_STATE or about.body.tsxState.type != pj.PJSIP_EVENT_RX_MSG:
        return ""
    return str(about.body.tsxState.src.rdata.wholeMsg)
