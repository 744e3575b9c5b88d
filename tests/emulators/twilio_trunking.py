"""Twilio's Elastic SIP trunks: trunks with their credential lists, origination URIs and numbers."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from aiohttp import web

STRONG = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d).{12,}\Z")
Row = dict[str, Any]


def number_sid(number: str) -> str:
    """Of one of the account's numbers; the number can be read from it."""
    return "PN" + number.removeprefix("+").rjust(32, "0")


class TrunkingRoutes:
    """`trunks` by their SID; `lists` are credential lists, `users` their users with passwords in the clear."""

    def __init__(self, sid: str, token: str) -> None:
        self._sid, self._proof = sid, "Basic " + base64.b64encode(f"{sid}:{token}".encode()).decode()
        self.trunks: dict[str, Row] = {}
        self.lists: dict[str, Row] = {}
        self.users: dict[str, dict[str, Row]] = {}
        self.parts: dict[tuple[str, str], list[Row]] = {}

    def of(self, trunk: str, kind: str) -> list[Row]:
        """CredentialLists, OriginationUrls or PhoneNumbers of a trunk."""
        return self.parts.setdefault((trunk, kind), [])

    def routes(self) -> list[web.RouteDef]:
        lists = f"/2010-04-01/Accounts/{self._sid}/SIP/CredentialLists"
        return [
            web.get("/v1/Trunks", self._safe(self._all_trunks)),
            web.post("/v1/Trunks", self._safe(self._make_trunk)),
            web.get("/v1/Trunks/{trunk}/{kind}", self._safe(self._all_parts)),
            web.post("/v1/Trunks/{trunk}/{kind}", self._safe(self._make_part)),
            web.get(f"{lists}.json", self._safe(self._all_lists)),
            web.post(f"{lists}.json", self._safe(self._make_list)),
            web.get(lists + "/{list}/Credentials.json", self._safe(self._all_users)),
            web.post(lists + "/{list}/Credentials.json", self._safe(self._make_user)),
            web.post(lists + "/{list}/Credentials/{user}.json", self._safe(self._change_user)),
        ]

    def _safe(self, answer: Callable[[web.Request, Mapping[str, str]], web.Response]) -> Any:
        async def handler(request: web.Request) -> web.Response:
            if request.headers.get("authorization") != self._proof:
                return _error(401, 20003, "Authenticate")
            form = {name: str(value) for name, value in (await request.post()).items()}
            return answer(request, form)

        return handler

    # ------------------------------------------------------------ trunks

    def _all_trunks(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        return _page("trunks", list(self.trunks.values()))

    def _make_trunk(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        domain = form.get("DomainName", "")
        if not domain.endswith(".pstn.twilio.com"):
            return _error(400, 21245, "Domain name must end with 'pstn.twilio.com'")
        if any(trunk["domain_name"] == domain for trunk in self.trunks.values()):
            return _error(400, 21246, "Domain name is not available")
        row = {"sid": "TK" + uuid4().hex, "friendly_name": form.get("FriendlyName"), "domain_name": domain}
        self.trunks[row["sid"]] = row
        return web.json_response(row, status=201)

    def _all_parts(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        kind = request.match_info["kind"]
        names = {"CredentialLists": "credential_lists", "OriginationUrls": "origination_urls"}
        return _page(names.get(kind, "phone_numbers"), self.of(request.match_info["trunk"], kind))

    def _make_part(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        trunk, kind = request.match_info["trunk"], request.match_info["kind"]
        if trunk not in self.trunks:
            return _error(404, 20404, "The requested resource was not found")
        if kind == "CredentialLists":
            row = self.lists[form["CredentialListSid"]]
        elif kind == "PhoneNumbers":
            sid = form["PhoneNumberSid"]
            row = {"sid": sid, "phone_number": "+" + sid.removeprefix("PN").lstrip("0")}
        else:
            row = {
                "sid": "OU" + uuid4().hex,
                "sip_url": form["SipUrl"],
                "enabled": form["Enabled"].lower() == "true",
                "weight": int(form["Weight"]),
                "priority": int(form["Priority"]),
            }
        if any(one["sid"] == row["sid"] for one in self.of(trunk, kind)):
            return _error(400, 21243, "It is associated with this trunk already")
        self.of(trunk, kind).append(row)
        return web.json_response(row, status=201)

    # ------------------------------------------------------------ credentials

    def _all_lists(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        return _old_page("credential_lists", list(self.lists.values()))

    def _make_list(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        row = {"sid": "CL" + uuid4().hex, "friendly_name": form["FriendlyName"]}
        self.lists[row["sid"]] = row
        return web.json_response(row, status=201)

    def _all_users(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        users = self.users.get(request.match_info["list"], {}).values()
        return _old_page("credentials", [{key: user[key] for key in ("sid", "username")} for user in users])

    def _make_user(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        if not STRONG.match(form["Password"]):
            return _error(400, 21240, "The password is too weak")
        row = {"sid": "CR" + uuid4().hex, "username": form["Username"], "password": form["Password"]}
        self.users.setdefault(request.match_info["list"], {})[row["sid"]] = row
        return web.json_response({"sid": row["sid"], "username": row["username"]}, status=201)

    def _change_user(self, request: web.Request, form: Mapping[str, str]) -> web.Response:
        row = self.users[request.match_info["list"]][request.match_info["user"]]
        if not STRONG.match(form["Password"]):
            return _error(400, 21240, "The password is too weak")
        row["password"] = form["Password"]
        return web.json_response({"sid": row["sid"], "username": row["username"]})


def _page(key: str, rows: list[Row]) -> web.Response:
    """As the newer of Twilio's APIs answers."""
    return web.json_response({key: rows, "meta": {"key": key, "page": 0, "page_size": 50, "next_page_url": None}})


def _old_page(key: str, rows: list[Row]) -> web.Response:
    return web.json_response({key: rows, "page": 0, "next_page_uri": None})


def _error(status: int, code: int, message: str) -> web.Response:
    return web.json_response({"code": code, "message": message, "status": status}, status=status)
