"""What the model's tools leave for freeform talk: the end of the call, and values."""

from __future__ import annotations

from dataclasses import replace

from tests.core.scripts.test_freeform import CONFIG, SILENCE, TIME_UP, Scripted, Step
from tests.core.tools.fakes import Events
from tron.core.ports import CallOver, Said, ScriptResult
from tron.core.scripts.freeform import Freeform, FreeformConfig
from tron.core.tools.call_tools import CallTools


class Model(Scripted):
    """Its nth answer wants the end where `ends` says so."""

    def __init__(self, tools: CallTools, *steps: Step, ends: tuple[str | None, ...], said: Said | None = None) -> None:
        super().__init__(*steps, model=True)
        self._tools = tools
        self._ends = list(ends)
        self._answer = said or Said("Bye.", "Bye.", False, 1.0)

    async def generate(self, instructions: str = "") -> Said:
        self.generated += 1
        self._tools.notes.remembered[f"answer_{self.generated}"] = "yes"
        self._tools.notes.end_wanted = self._ends.pop(0)
        return self._answer


async def talk(model: Model, tools: CallTools, config: FreeformConfig = CONFIG) -> ScriptResult:
    async def opt_out(words: str) -> None: ...

    return await Freeform(config, opt_out, tools).run(model)


def no_tools() -> CallTools:
    return CallTools(emit=Events())


async def test_the_model_ends_the_call():
    tools = no_tools()
    result = await talk(Model(tools, "hello", "thanks", ends=(None, "sold")), tools)
    assert (result.reason, result.outcome) == ("agent_ended", "sold")
    assert result.extracted_data == {"answer_1": "yes", "answer_2": "yes"}


async def test_an_end_without_an_outcome():
    tools = no_tools()
    result = await talk(Model(tools, "thanks", ends=("",)), tools)
    assert (result.reason, result.outcome) == ("agent_ended", None)


async def test_nobody_is_hung_up_on_while_speaking():
    tools = no_tools()
    model = Model(tools, "thanks", "wait", TIME_UP, ends=("sold", None), said=Said("Bye.", "B", True, 0.4))
    result = await talk(model, tools)
    assert (result.reason, result.outcome, model.generated) == ("max_duration", None, 2)


async def test_a_goodbye_that_failed_is_said_from_the_prepared_lines():
    tools = no_tools()
    model = Model(tools, "thanks", ends=("sold",), said=Said("", "", False, 0.0, failed=True))
    result = await talk(model, tools)
    assert (result.reason, result.outcome) == ("agent_ended", "sold")
    assert model.said[-1] == "Goodbye."


async def test_what_must_be_said_is_said_before_the_end():
    tools = no_tools()
    config = replace(CONFIG, disclosures=["This call is recorded."])
    model = Model(tools, "thanks", SILENCE, SILENCE, ends=("sold",))
    result = await talk(model, tools, config)
    assert "This call is recorded." in model.said
    assert result.reason == "agent_ended"


async def test_values_are_kept_when_the_caller_hangs_up():
    tools = no_tools()
    result = await talk(Model(tools, "hello", CallOver("caller_hung_up"), ends=(None,)), tools)
    assert (result.reason, result.extracted_data) == ("caller_hung_up", {"answer_1": "yes"})


async def test_an_opt_out_is_no_success():
    tools = no_tools()
    tools.notes.end_wanted = "sold"
    result = await talk(Model(tools, "never call me again", ends=()), tools)
    assert (result.reason, result.outcome) == ("opted_out", "do_not_call")


async def test_a_value_that_the_script_took_is_not_talked_over():
    tools = no_tools()
    tools.notes.remembered.update(rating=1, colour="red")
    result = await talk(Model(tools, "yes", "8", ends=(None, "sold")), tools)
    assert (result.extracted_data["rating"], result.extracted_data["colour"]) == (8, "red")
