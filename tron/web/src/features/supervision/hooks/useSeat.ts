import { useEffect, useRef, useState } from "react";
import { type AudioProblem, toAudioProblem } from "@/lib/audio/problem";
import type { Stage, StreamEnd } from "@/lib/stream/callStream";
import type { Talk } from "@/lib/stream/talk";
import { useAudio } from "@/stores/audio";
import { listen, type SeatTicket } from "../api";

type Seat = {
  /** None: nothing is heard. preparing: the seat is asked for. */
  stage: Stage | "preparing" | null;
  seat: string | null;
  /** Whether the microphone is open. */
  speaking: boolean;
  /** The browser holds the sound back until a person clicks. */
  blocked: boolean;
  problem: AudioProblem | null;
  /** How the last seat was lost, where nobody here left it. */
  end: StreamEnd | null;
};

const EMPTY: Seat = { stage: null, seat: null, speaking: false, blocked: false, problem: null, end: null };
const SILENT = { microphone: 0, speaker: 0 };

/** A supervisor's sound of one call in this browser. Whoever leaves the page leaves the seat. */
export function useSeat(callId: string) {
  const [state, setState] = useState<Seat>(EMPTY);
  const talk = useRef<Talk | null>(null);
  const seat = useRef<string | null>(null);
  const update = (part: Partial<Seat>) => setState((before) => ({ ...before, ...part }));

  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      void talk.current?.depart();
    };
  }, []);

  /** Hears the call; answers the seat. Throws what stands in the way. */
  const sit = async (): Promise<string> => {
    if (seat.current !== null) return seat.current;
    setState({ ...EMPTY, stage: "preparing" });
    try {
      const { Talk } = await import("@/lib/stream/talk");
      const opened = await Talk.listen(useAudio.getState(), {
        stage: (stage) => update({ stage }),
        keys: () => undefined,
        quality: () => undefined,
        blocked: (blocked) => update({ blocked }),
        problem: (problem) => update({ problem }),
        over: (end) => {
          talk.current = seat.current = null;
          setState({ ...EMPTY, end: end.how === "ended" ? null : end });
        },
      });
      talk.current = opened;
      const ticket: SeatTicket = await listen(callId);
      if (!here.current) {
        talk.current = null;
        await opened.close();
        return ticket.seat;
      }
      seat.current = ticket.seat;
      opened.connect(ticket, { returns: false });
      update({ stage: "connecting", seat: ticket.seat });
      return ticket.seat;
    } catch (thrown) {
      await leave();
      throw thrown;
    }
  };

  const leave = async () => {
    const { current } = talk;
    talk.current = seat.current = null;
    setState(EMPTY);
    await current?.depart();
  };

  /** Opens the microphone; whether it is. Why it cannot be had becomes part of the state. */
  const speak = async (): Promise<boolean> => {
    if (talk.current === null) return false;
    try {
      await talk.current.speak(useAudio.getState().microphone);
      update({ speaking: true, problem: null });
      return true;
    } catch (thrown) {
      update({ problem: toAudioProblem(thrown) });
      return false;
    }
  };

  const hush = async () => {
    update({ speaking: false });
    await talk.current?.hush();
  };

  return {
    ...state,
    sit,
    leave,
    speak,
    hush,
    startSound: () => void talk.current?.startSound(),
    levels: () => talk.current?.levels ?? SILENT,
  };
}
