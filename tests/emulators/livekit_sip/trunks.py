"""Trunks and dispatch rules: what LiveKit's SIP service keeps, made and changed through its API."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from google.protobuf.message import Message
from livekit.protocol import sip
from livekit.protocol.models import ListUpdate

from tests.emulators.livekit_sip.errors import TwirpError

Answer = Callable[[bytes], Message]


class Trunks:
    """`methods` answers the API's methods by name, from the request's bytes."""

    def __init__(self) -> None:
        self.inbound: dict[str, sip.SIPInboundTrunkInfo] = {}
        self.outbound: dict[str, sip.SIPOutboundTrunkInfo] = {}
        self.rules: dict[str, sip.SIPDispatchRuleInfo] = {}
        self.methods: Mapping[str, Answer] = {
            "CreateSIPInboundTrunk": self._create_inbound,
            "CreateSIPOutboundTrunk": self._create_outbound,
            "CreateSIPDispatchRule": self._create_rule,
            "UpdateSIPInboundTrunk": self._update_inbound,
            "UpdateSIPOutboundTrunk": self._update_outbound,
            "UpdateSIPDispatchRule": self._update_rule,
            "GetSIPInboundTrunk": self._get_inbound,
            "GetSIPOutboundTrunk": self._get_outbound,
            "ListSIPInboundTrunk": self._list_inbound,
            "ListSIPOutboundTrunk": self._list_outbound,
            "ListSIPDispatchRule": self._list_rules,
            "DeleteSIPTrunk": self._delete_trunk,
            "DeleteSIPDispatchRule": self._delete_rule,
        }

    def add_outbound(self, number: str, address: str = "sip.example.com") -> str:
        """A trunk made without the API; its id."""
        trunk = sip.SIPOutboundTrunkInfo(name="test", address=address, numbers=[number])
        return self._keep(self.outbound, "ST_", "sip_trunk_id", trunk)

    def rule_for(self, called: str) -> tuple[sip.SIPInboundTrunkInfo, sip.SIPDispatchRuleInfo] | None:
        """The trunk that has the number and its dispatch rule; raises TwirpError where it has the number twice.

        As the real service does it: a leading + makes no difference, and one number in two such forms is two matches.
        """
        wanted = called.removeprefix("+")
        for trunk in self.inbound.values():
            if (count := [number.removeprefix("+") for number in trunk.numbers].count(wanted)) == 0:
                continue
            if count > 1:
                raise TwirpError("failed_precondition", f'Multiple SIP Trunks matched for "{called}"')
            for rule in self.rules.values():
                if not rule.trunk_ids or trunk.sip_trunk_id in rule.trunk_ids:
                    return trunk, rule
        return None

    # ------------------------------------------------------------ methods

    def _create_inbound(self, body: bytes) -> Message:
        trunk = sip.CreateSIPInboundTrunkRequest.FromString(body).trunk
        if not (trunk.numbers or trunk.allowed_addresses or trunk.auth_username):
            raise TwirpError(
                "invalid_argument", "for security, one of the fields must be set: numbers, auth, addresses"
            )
        self._keep(self.inbound, "ST_", "sip_trunk_id", trunk)
        return trunk

    def _create_outbound(self, body: bytes) -> Message:
        trunk = sip.CreateSIPOutboundTrunkRequest.FromString(body).trunk
        if not trunk.address or not trunk.numbers:
            raise TwirpError("invalid_argument", "no trunk address or numbers specified")
        self._keep(self.outbound, "ST_", "sip_trunk_id", trunk)
        return trunk

    def _create_rule(self, body: bytes) -> Message:
        request = sip.CreateSIPDispatchRuleRequest.FromString(body)
        rule = request.dispatch_rule
        if not request.HasField("dispatch_rule"):  # the older form of the request
            rule = sip.SIPDispatchRuleInfo(
                rule=request.rule,
                trunk_ids=request.trunk_ids,
                hide_phone_number=request.hide_phone_number,
                name=request.name,
                metadata=request.metadata,
                room_config=request.room_config,
            )
        self._keep(self.rules, "SDR_", "sip_dispatch_rule_id", rule)
        return rule

    def _update_inbound(self, body: bytes) -> Message:
        request = sip.UpdateSIPInboundTrunkRequest.FromString(body)
        return _update(self.inbound, request.sip_trunk_id, "sip_trunk_id", request)

    def _update_outbound(self, body: bytes) -> Message:
        request = sip.UpdateSIPOutboundTrunkRequest.FromString(body)
        return _update(self.outbound, request.sip_trunk_id, "sip_trunk_id", request)

    def _update_rule(self, body: bytes) -> Message:
        request = sip.UpdateSIPDispatchRuleRequest.FromString(body)
        return _update(self.rules, request.sip_dispatch_rule_id, "sip_dispatch_rule_id", request)

    def _get_inbound(self, body: bytes) -> Message:
        trunk = _found(self.inbound, sip.GetSIPInboundTrunkRequest.FromString(body).sip_trunk_id)
        return sip.GetSIPInboundTrunkResponse(trunk=trunk)

    def _get_outbound(self, body: bytes) -> Message:
        trunk = _found(self.outbound, sip.GetSIPOutboundTrunkRequest.FromString(body).sip_trunk_id)
        return sip.GetSIPOutboundTrunkResponse(trunk=trunk)

    def _list_inbound(self, body: bytes) -> Message:
        request = sip.ListSIPInboundTrunkRequest.FromString(body)
        found = _of(self.inbound, request.trunk_ids)
        return sip.ListSIPInboundTrunkResponse(items=[one for one in found if _has(one.numbers, request.numbers)])

    def _list_outbound(self, body: bytes) -> Message:
        request = sip.ListSIPOutboundTrunkRequest.FromString(body)
        found = _of(self.outbound, request.trunk_ids)
        return sip.ListSIPOutboundTrunkResponse(items=[one for one in found if _has(one.numbers, request.numbers)])

    def _list_rules(self, body: bytes) -> Message:
        request = sip.ListSIPDispatchRuleRequest.FromString(body)
        found = _of(self.rules, request.dispatch_rule_ids)
        return sip.ListSIPDispatchRuleResponse(items=[one for one in found if _has(one.trunk_ids, request.trunk_ids)])

    def _delete_trunk(self, body: bytes) -> Message:
        identity = sip.DeleteSIPTrunkRequest.FromString(body).sip_trunk_id
        kept: dict[str, Any] = self.inbound if identity in self.inbound else self.outbound
        _found(kept, identity)
        del kept[identity]
        return sip.SIPTrunkInfo(sip_trunk_id=identity)

    def _delete_rule(self, body: bytes) -> Message:
        identity = sip.DeleteSIPDispatchRuleRequest.FromString(body).sip_dispatch_rule_id
        rule = _found(self.rules, identity)
        del self.rules[identity]
        return rule

    def _keep(self, kept: dict[str, Any], prefix: str, key: str, message: Any) -> str:
        identity = prefix + secrets.token_hex(6)
        setattr(message, key, identity)
        kept[identity] = message
        return identity


def _found(kept: Mapping[str, Any], identity: str) -> Any:
    if identity not in kept:
        raise TwirpError("not_found", "twirp error unknown: requested sip object does not exist")
    return kept[identity]


def _of(kept: Mapping[str, Any], wanted: Iterable[str]) -> list[Any]:
    wanted = list(wanted)
    return [one for identity, one in kept.items() if not wanted or identity in wanted]


def _has(values: Iterable[str], wanted: Iterable[str]) -> bool:
    wanted = set(wanted)
    return not wanted or bool(wanted & set(values))


def _update(kept: dict[str, Any], identity: str, key: str, request: Any) -> Any:
    before = _found(kept, identity)
    if request.WhichOneof("action") == "replace":
        after = type(before)()
        after.CopyFrom(request.replace)
        setattr(after, key, identity)
        kept[identity] = after
        return after
    for field, value in request.update.ListFields():
        if isinstance(value, ListUpdate):
            _update_list(getattr(before, field.name), value)
        elif field.message_type is not None and field.message_type.GetOptions().map_entry:
            getattr(before, field.name).update(value)
        elif isinstance(value, Message):
            getattr(before, field.name).CopyFrom(value)
        else:
            setattr(before, field.name, value)
    return before


def _update_list(values: Any, change: ListUpdate) -> None:
    kept = [] if change.clear else list(change.set or values)
    kept = [one for one in [*kept, *change.add] if one not in set(change.remove)]
    del values[:]
    values.extend(kept)
