"""Lines of vendors whose accounts are their trunks: several may stand side by side, each with its own secrets."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tron.core.compliance import GateSettings
from tron.core.ports import DialFailed, Trunk
from tron.core.trunks.spec import LineState
from tron.telephony.cloud.account import Account, Known
from tron.telephony.cloud.addresses import PUBLIC_URL
from tron.telephony.cloud.line import CloudLine

NO_URL = "Settings lack the public URL."


class TrunkAccountsLine(CloudLine):
    """Base of such lines: a subclass makes an account of a trunk."""

    def _account_of(self, trunk: Trunk, settings: GateSettings) -> Account | None:
        """None where the trunk lacks something."""
        raise NotImplementedError

    async def _account(self, trunk: Trunk | None) -> Account:
        settings = await self._settings()
        if not settings.get(PUBLIC_URL):
            raise DialFailed("failed", "trunk_error", None, NO_URL)
        trunk = trunk or next(iter(await self._book.trunks(self.name)), None)
        account = self._account_of(trunk, settings) if trunk is not None else None
        if account is None:
            raise DialFailed("failed", "trunk_error", None, self._no_trunk)
        return account

    async def _accounts(self) -> AsyncIterator[tuple[Trunk, Account]]:
        """Of all trunks in use, while Tron has a public address: without one nothing is proven."""
        settings = await self._settings()
        if not settings.get(PUBLIC_URL):
            return
        for trunk in await self._book.trunks(self.name):
            if (account := self._account_of(trunk, settings)) is not None:
                yield trunk, account

    async def _lacks(self, settings: GateSettings, trunk: Trunk | None) -> LineState | None:
        if not settings.get(PUBLIC_URL):
            return LineState("missing", NO_URL, (PUBLIC_URL,), "no_public_url")
        if trunk is None:
            trunk = next(iter(await self._book.trunks(self.name)), None)
        if trunk is None or self._account_of(trunk, settings) is None:
            return LineState("missing", self._no_trunk, ("trunk",), "no_account", {"vendor": self.title})
        return None

    async def state(self, trunk: Trunk | None) -> LineState:
        """As for every line; of a trunk also whether the vendor knows its account."""
        state = await super().state(trunk)
        account = self._account_of(trunk, await self._settings()) if trunk is not None else None
        if state.state != "ready" or not isinstance(account, Known):
            return state
        match await account.known():
            case True:
                return state
            case False:
                unknown = f"{self.title} does not know this account: look at its id and its keys."
                return LineState("failing", unknown, note="unknown_account", values={"vendor": self.title})
            case None:
                silent = f"{self.title} does not answer."
                return LineState("failing", silent, note="vendor_silent", values={"vendor": self.title})

    @property
    def _no_trunk(self) -> str:
        return f"No account yet: add a trunk with the account at {self.title}."
