import { create } from "zustand";
import { type AudioProblem, toAudioProblem } from "@/lib/audio/problem";
import type { Stage, StreamEnd } from "@/lib/stream/callStream";
import type { Talk, TalkListener } from "@/lib/stream/talk";
import { type Ticket, takeTicket } from "@/lib/stream/ticket";
import { useAudio } from "./audio";

/** idle: no call. preparing: the microphone is asked for and the call is placed. over: the last call, until it is put away. */
export type TalkStage = "idle" | "preparing" | Stage | "over";

type TalkState = {
  stage: TalkStage;
  callId: string | null;
  /** The browser holds the sound back until a person clicks. */
  blocked: boolean;
  muted: boolean;
  problem: AudioProblem | null;
  /** Browser to Tron and back, in milliseconds. */
  latency: number | null;
  /** How often the agent's sound came too late. */
  gaps: number;
  /** What the agent pressed. */
  agentKeys: string;
  end: StreamEnd | null;
};

type TalkActions = {
  /** Opens the microphone, then places (or answers) a call and connects. Throws what stands in the way. */
  start: (place: () => Promise<Ticket>) => Promise<void>;
  /** Takes up the call that a reload of this page left. */
  resume: () => Promise<void>;
  hangUp: () => void;
  mute: (muted: boolean) => void;
  press: (digits: string) => void;
  startSound: () => void;
  chooseMicrophone: (id: string | null) => void;
  chooseSpeaker: (id: string) => void;
  /** Puts a finished call away. */
  dismiss: () => void;
  /** How loud both sides are now, 0 to 1; for drawing, so it is no state. */
  levels: () => { microphone: number; speaker: number };
};

const IDLE: TalkState = {
  stage: "idle",
  callId: null,
  blocked: false,
  muted: false,
  problem: null,
  latency: null,
  gaps: 0,
  agentKeys: "",
  end: null,
};
const SILENT = { microphone: 0, speaker: 0 };

/** The one call that is spoken in this browser; it goes on while pages change. */
export const useTalk = create<TalkState & TalkActions>()((set, get) => {
  let talk: Talk | undefined;

  const listener: TalkListener = {
    stage: (stage) => set({ stage }),
    keys: (digits) => set(({ agentKeys }) => ({ agentKeys: agentKeys + digits })),
    quality: (latency, gaps) => set({ latency, gaps }),
    blocked: (blocked) => {
      set({ blocked });
      if (blocked) atNextGesture(() => void talk?.startSound());
    },
    problem: (problem) => set({ problem }),
    over: (end) => {
      talk = undefined;
      set({ stage: "over", end, blocked: false, muted: false, latency: null });
    },
  };

  return {
    ...IDLE,
    start: async (place) => {
      if (isTalking(get().stage)) return;
      set({ ...IDLE, stage: "preparing" });
      try {
        const { Talk } = await import("@/lib/stream/talk");
        talk = await Talk.prepare(useAudio.getState(), listener);
        const ticket = await place();
        set({ stage: "connecting", callId: ticket.callId });
        talk.connect(ticket);
      } catch (thrown) {
        await talk?.close();
        talk = undefined;
        set(IDLE);
        throw thrown;
      }
    },
    resume: async () => {
      const ticket = takeTicket();
      if (!ticket || isTalking(get().stage)) return;
      set({ ...IDLE, stage: "reconnecting", callId: ticket.callId, muted: ticket.muted === true });
      try {
        const { Talk } = await import("@/lib/stream/talk");
        talk = await Talk.resume(ticket, useAudio.getState(), listener);
      } catch (thrown) {
        set({ stage: "over", problem: toAudioProblem(thrown), end: { how: "lost" } });
      }
    },
    hangUp: () => talk?.hangUp(),
    mute: (muted) => {
      talk?.mute(muted);
      set({ muted });
    },
    press: (digits) => talk?.press(digits),
    startSound: () => void talk?.startSound(),
    chooseMicrophone: (id) => {
      useAudio.getState().setMicrophone(id);
      void talk?.chooseMicrophone(id);
    },
    chooseSpeaker: (id) => {
      useAudio.getState().setSpeaker(id);
      void talk?.chooseSpeaker(id).catch(() => undefined);
    },
    dismiss: () => {
      if (get().stage === "over") set(IDLE);
    },
    levels: () => talk?.levels ?? SILENT,
  };
});

/** Any click or key lets a browser play sound, not just the one on our button. */
function atNextGesture(act: () => void): void {
  const once = new AbortController();
  const gesture = () => {
    once.abort();
    act();
  };
  for (const kind of ["pointerup", "keydown"]) document.addEventListener(kind, gesture, { signal: once.signal });
}

/** Whether the microphone is in use for a call. */
export function isTalking(stage: TalkStage): boolean {
  return stage !== "idle" && stage !== "over";
}
