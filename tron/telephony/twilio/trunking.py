"""An Elastic SIP trunk of a Twilio account, made or checked for a SIP service that dials and answers by it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, TypeVar

from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tron.core.trunks.set_up import Plan, SetUpTrouble, StepCode, StepState
from tron.telephony.twilio.client import TwilioAccount

DOMAIN: Final = "pstn.twilio.com"
USERNAME: Final = "tron"
FOUND_MOST: Final = 1000
NO_ACCOUNT = "The account SID and the auth token of the settings are not set."
NO_HOST = "Say where Twilio sends calls: the SIP address of the LiveKit project."
Found = tuple[StepState, str]
TrunkStep = tuple[StepCode, Callable[[], Awaitable[Found]]]
T = TypeVar("T")


class TwilioTrunking:
    """Steps in their order; afterwards `address`, `username` and `password` are what the other side dials with.

    `password` is empty where the credential was there and `renew` is off: Twilio tells nobody a password again.
    """

    def __init__(self, account: TwilioAccount | None, plan: Plan) -> None:
        self._account = account
        self._plan = plan
        self._trunk_sid = ""
        self.renew = True
        self.address = ""
        self.username = USERNAME
        self.password = ""

    def steps(self) -> Sequence[TrunkStep]:
        return [
            ("twilio_account", self._look),
            ("twilio_trunk", self._trunk),
            ("twilio_credentials", self._credentials),
            ("twilio_origination", self._origination),
            ("twilio_number", self._numbers),
        ]

    # ------------------------------------------------------------ steps

    async def _look(self) -> Found:
        if self._account is None:
            raise SetUpTrouble("no_account", NO_ACCOUNT)
        if not self._plan.sip_host:
            raise SetUpTrouble("no_host", NO_HOST)
        sid = self._account.sid
        account = await self._ask(lambda client: client.api.v2010.accounts(sid).fetch_async())
        return "there", str(account.friendly_name)

    async def _trunk(self) -> Found:
        """Its termination URI is where calls are sent to Twilio."""
        name = self._plan.name
        trunks = await self._ask(lambda client: client.trunking.v1.trunks.list_async(limit=FOUND_MOST))
        trunk: Any = next((one for one in trunks if one.friendly_name == name and one.domain_name), None)
        state: StepState = "there"
        if trunk is None:
            domain = f"tron-{secrets.token_hex(6)}.{DOMAIN}"
            trunk = await self._ask(
                lambda client: client.trunking.v1.trunks.create_async(friendly_name=name, domain_name=domain)
            )
            state = "made"
        self._trunk_sid, self.address = str(trunk.sid), str(trunk.domain_name)
        return state, self.address

    async def _credentials(self) -> Found:
        """A list with one user, on the trunk: nobody else may dial by it."""
        kept, made = await self._credential_list()
        mine = await self._ask(
            lambda client: client.api.v2010.account.sip.credential_lists(kept).credentials.list_async(limit=FOUND_MOST)
        )
        user = next((one for one in mine if one.username == USERNAME), None)
        state: StepState = "made" if made else "there"
        if user is None or self.renew:
            self.password = f"{secrets.token_urlsafe(18)}aA1"
            await self._write_user(kept, str(user.sid) if user is not None else None)
            state = "made" if made else "changed"
        attached = await self._ask(lambda client: self._on(client).credentials_lists.list_async(limit=FOUND_MOST))
        if all(one.sid != kept for one in attached):
            await self._ask(lambda client: self._on(client).credentials_lists.create_async(credential_list_sid=kept))
            state = "made" if made else "changed"
        return state, USERNAME

    async def _credential_list(self) -> tuple[str, bool]:
        """The list's SID, and whether it was made now."""
        name = self._plan.name
        lists = await self._ask(
            lambda client: client.api.v2010.account.sip.credential_lists.list_async(limit=FOUND_MOST)
        )
        found = next((one for one in lists if one.friendly_name == name), None)
        if found is not None:
            return str(found.sid), False
        made = await self._ask(
            lambda client: client.api.v2010.account.sip.credential_lists.create_async(friendly_name=name)
        )
        return str(made.sid), True

    async def _write_user(self, kept: str, user_sid: str | None) -> None:
        password = self.password

        async def write(client: Client) -> Any:
            credentials = client.api.v2010.account.sip.credential_lists(kept).credentials
            if user_sid is None:
                return await credentials.create_async(username=USERNAME, password=password)
            one = client.api.v2010.account.sip.credential_lists(kept).credentials(user_sid)
            return await one.update_async(password=password)

        await self._ask(write)

    async def _origination(self) -> Found:
        """Where Twilio sends the calls that come in."""
        url = f"sip:{self._plan.sip_host}"
        urls = await self._ask(lambda client: self._on(client).origination_urls.list_async(limit=FOUND_MOST))
        if any(one.sip_url == url and one.enabled for one in urls):
            return "there", url
        await self._ask(
            lambda client: self._on(client).origination_urls.create_async(
                friendly_name="Tron", sip_url=url, weight=10, priority=10, enabled=True
            )
        )
        return "made", url

    async def _numbers(self) -> Found:
        """Each number of the plan on the trunk; it must be one of the account's own."""
        there = await self._ask(lambda client: self._on(client).phone_numbers.list_async(limit=FOUND_MOST))
        attached, state = {one.phone_number for one in there}, "there"
        for number in self._plan.numbers:
            if number in attached:
                continue
            sid = await self._number_sid(number)
            await self._attach(sid)
            state = "made"
        return ("made" if state == "made" else "there"), ", ".join(self._plan.numbers)

    async def _attach(self, sid: str) -> None:
        await self._ask(lambda client: self._on(client).phone_numbers.create_async(phone_number_sid=sid))

    async def _number_sid(self, number: str) -> str:
        found = await self._ask(
            lambda client: client.api.v2010.account.incoming_phone_numbers.list_async(phone_number=number, limit=1)
        )
        if not found:
            raise SetUpTrouble("no_number", number)
        return str(found[0].sid)

    # ------------------------------------------------------------ asking

    def _on(self, client: Client) -> Any:
        return client.trunking.v1.trunks(self._trunk_sid)

    async def _ask(self, question: Callable[[Client], Awaitable[T]]) -> T:
        """Raises SetUpTrouble."""
        assert self._account is not None
        try:
            async with self._account._client() as client:
                return await question(client)
        except TwilioRestException as error:
            raise _meaning(error) from error
        except Exception as error:
            raise SetUpTrouble("unreachable") from error


def _meaning(error: TwilioRestException) -> SetUpTrouble:
    if error.status in (401, 403):
        return SetUpTrouble("wrong_key")
    return SetUpTrouble("refused", f"{error.code or error.status}: {' '.join(str(error.msg).split())[:200]}")
