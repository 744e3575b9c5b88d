import { useState } from "react";
import { AudioProblem } from "@/lib/audio/problem";
import { isTalking, useTalk } from "@/stores/talk";
import { type Agent, callByTrunk, callHere, callNumber, type Trunk, useLines, usePreflight, useTrunks } from "../api";
import { type Country, e164 } from "../countries";
import { wayOf, waysOf } from "../ways";

export type Way = "browser" | "practice" | "phone";

const PRACTICE_LINE = "sandbox";
/** With these no call can begin; an agent that cannot hear may still be listened to. */
const STOPS: ReadonlySet<string> = new Set(["agent_off", "line_off"]);
const FIRST_PERSON = "+910000000001";

const NO_TRUNKS: readonly Trunk[] = [];

type Trouble = "noAgentChosen" | "agentIsOff" | "callBusy" | "noPhoneLine" | "preflight";

/** How the next call will be made, what stands in its way, and making it. */
export function useCallSetup(agent: Agent | undefined, onCalled: (callId: string) => void) {
  const [way, setWay] = useState<Way>("browser");
  const [person, setPerson] = useState(FIRST_PERSON);
  const [country, setCountry] = useState<Country>("IN");
  const [number, setNumber] = useState("");
  const [by, setBy] = useState("");
  const [left, setLeft] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stage = useTalk((talk) => talk.stage);
  const startTalk = useTalk((talk) => talk.start);
  const lines = useLines();
  const trunks = useTrunks().data?.items ?? NO_TRUNKS;
  const ways = waysOf(lines.data?.items ?? [], trunks);
  const phone = wayOf(ways, by, agent, trunks);
  const phoneLine = phone?.line ?? null;
  const line = { browser: "browser", practice: PRACTICE_LINE, phone: phoneLine }[way];
  const trunk = way === "phone" ? (phone?.trunk ?? null) : null;
  const notices = usePreflight(agent?.id ?? null, line, trunk).data?.items ?? [];
  const called = e164(country, number);

  const trouble = (): Trouble | null => {
    if (!agent) return "noAgentChosen";
    if (!agent.is_active) return "agentIsOff";
    if (isTalking(stage)) return "callBusy";
    if (way === "phone" && phoneLine === null) return "noPhoneLine";
    return notices.some(({ code }) => STOPS.has(code)) ? "preflight" : null;
  };

  const make = async (agentId: string) => {
    if (way === "browser") {
      return startTalk(async () => {
        const ticket = await callHere(agentId);
        onCalled(ticket.callId);
        return ticket;
      });
    }
    const to = way === "practice" ? person : called;
    if (to === null || line === null) return setLeft(true);
    const placed = trunk === null ? callNumber(agentId, line, to) : callByTrunk(agentId, trunk, to);
    onCalled((await placed).id);
  };

  const call = async () => {
    if (!agent) return;
    setBusy(true);
    setError(null);
    try {
      await make(agent.id);
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };

  return {
    way,
    setWay: (next: Way) => {
      setError(null);
      setWay(next);
    },
    person,
    setPerson,
    country,
    setCountry,
    number,
    setNumber,
    numberIsBad: left && called === null && (number !== "" || busy),
    leaveNumber: () => setLeft(true),
    lines,
    ways,
    by: phone?.id ?? "",
    setBy,
    notices,
    trouble: trouble(),
    busy,
    problem: error instanceof AudioProblem ? error : null,
    error: error instanceof AudioProblem ? null : error,
    call: () => void call(),
  };
}
