import { HttpResponse, http } from "msw";
import type { Got } from "@/lib/api";
import { apiBase } from "@/lib/base";

type Line = Got<"/api/tron/lines">["items"][number];
type LineDetail = Got<"/api/tron/lines/{name}">;
type FormField = LineDetail["form"][number];
type Trunk = Got<"/api/tron/trunks">["items"][number];
type State = LineDetail["state"];
type PhoneNumber = Got<"/api/tron/numbers">["items"][number];

export function aField(over: Partial<FormField>): FormField {
  return {
    name: "domain",
    title: "Domain",
    description: "The host in the account's address.",
    kind: "text",
    choices: [],
    required: true,
    default: null,
    minimum: null,
    maximum: null,
    ...over,
  };
}

/** A form with a field of each kind. */
export function someFields(): FormField[] {
  return [
    aField({}),
    aField({ name: "password", title: "Password", kind: "secret", required: false }),
    aField({ name: "port", title: "Port", kind: "integer", required: false, minimum: 1, maximum: 65535 }),
    aField({ name: "registers", title: "Register", kind: "boolean", required: false, default: true }),
    aField({
      name: "transport",
      title: "Transport",
      kind: "choice",
      required: false,
      default: "udp",
      choices: ["udp", "tcp"],
    }),
    aField({
      name: "codecs",
      title: "Codecs",
      kind: "list",
      required: false,
      default: ["PCMU", "PCMA"],
      choices: ["PCMU", "PCMA", "G722"],
    }),
    aField({ name: "headers", title: "SIP headers", required: false, default: {} }),
  ];
}

export function aLineOf(over: Partial<Line> = {}): Line {
  return { name: "sip", title: "Direct SIP", rings_phone: true, has_trunks: true, takes_calls: true, ...over };
}

export function aState(over: Partial<State> = {}): State {
  return { state: "ready", detail: "Registered.", missing: [], note: null, values: {}, ...over };
}

/** A trunk of the direct SIP line, whose password is kept. */
export function aTrunk(over: Partial<Trunk> = {}): Trunk {
  return {
    id: "01920000-0000-7000-8000-000000000201",
    line: "sip",
    name: "Carrier",
    settings: {
      domain: "sip.example",
      port: null,
      registers: true,
      transport: "udp",
      codecs: ["PCMU", "PCMA"],
      headers: {},
    },
    secrets_set: ["password"],
    caller_ids: ["+12025550190", "+12025550191"],
    max_calls: 10,
    calls_per_second: 1,
    fallback_id: null,
    enabled: true,
    is_default: true,
    live_calls: 2,
    backoff_until: null,
    revision: 3,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

export function aNumber(over: Partial<PhoneNumber> = {}): PhoneNumber {
  return {
    id: "01920000-0000-7000-8000-000000000301",
    number: "+12025550150",
    label: "Sales",
    trunk_id: aTrunk().id,
    agent_id: "0190c3c4-0000-7000-8000-0000000000a1",
    agent_name: "Ananya",
    hours: { timezone: "Asia/Kolkata", open: [{ days: ["mon", "tue"], start: "09:00", end: "18:00" }] },
    after_hours_flow_id: null,
    open_now: false,
    max_calls: 4,
    calls_per_second: null,
    enabled: true,
    revision: 2,
    created_at: "2026-11-27T10:00:00Z",
    updated_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

type TrunkTest = Got<"/api/tron/trunks/{trunk_id}/test">;
type LineTest = NonNullable<TrunkTest["last"]>;

/** A test that found that sound goes both ways. */
export function aLineTest(over: Partial<LineTest> = {}): LineTest {
  return {
    call_id: "01920000-0000-7000-8000-000000000401",
    state: "done",
    finding: "works",
    number: aNumber().number,
    caller_id: "+12025550190",
    came_in_by: "Carrier",
    there: { sound: "heard", level_db: -13.5 },
    back: { sound: "heard", level_db: -14.2 },
    post_dial_seconds: 0.84,
    came_in_seconds: 1.2,
    answered_seconds: 1.6,
    reason: "agent_ended",
    sip_status: 200,
    detail: null,
    started_at: "2026-11-27T10:00:00Z",
    ...over,
  };
}

export function aTrunkTest(over: Partial<TrunkTest> = {}): TrunkTest {
  return { ready: true, lacks: null, number: aNumber().number, last: null, ...over };
}

type Phones = {
  trunks?: Trunk[];
  numbers?: PhoneNumber[];
  /** How each line is, by its name; and each trunk, by its id. */
  states?: Record<string, State>;
};

const at = (path: string) => apiBase() + path;
const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null });

/** A Tron with the practice line and the direct SIP line. */
export function phoneHandlers({ trunks = [aTrunk()], numbers = [aNumber()], states = {} }: Phones = {}) {
  const practice = { name: "sandbox", title: "Practice line", rings_phone: false, has_trunks: false };
  const lines = [aLineOf(practice), aLineOf()];
  return [
    http.get(at("/api/tron/lines"), () => page(lines)),
    http.get(at("/api/tron/lines/:name"), ({ params }) => {
      const line = lines.find(({ name }) => name === params["name"]) ?? aLineOf();
      const form = line.has_trunks ? someFields() : [];
      return HttpResponse.json({ ...line, state: states[line.name] ?? aState(), form, trunks: trunks.length });
    }),
    http.get(at("/api/tron/trunks"), () => page(trunks)),
    http.get(at("/api/tron/trunks/:id/state"), ({ params }) =>
      HttpResponse.json(states[String(params["id"])] ?? aState()),
    ),
    http.get(at("/api/tron/trunks/:id/test"), () => HttpResponse.json(aTrunkTest())),
    http.get(at("/api/tron/numbers"), () => page(numbers)),
  ];
}
