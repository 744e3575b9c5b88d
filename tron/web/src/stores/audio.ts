import { create } from "zustand";
import { persist } from "zustand/middleware";

type Audio = {
  /** null and "" are the system's own choices. */
  microphone: string | null;
  speaker: string;
  setMicrophone: (id: string | null) => void;
  setSpeaker: (id: string) => void;
};

/** The microphone and the loudspeaker that this person chose in this browser. */
export const useAudio = create<Audio>()(
  persist(
    (set) => ({
      microphone: null,
      speaker: "",
      setMicrophone: (microphone) => set({ microphone }),
      setSpeaker: (speaker) => set({ speaker }),
    }),
    {
      name: "tron.audio",
      partialize: ({ microphone, speaker }) => ({ microphone, speaker }),
      merge: (stored, current) => ({ ...current, ...trusted(stored) }),
    },
  ),
);

function trusted(stored: unknown): Partial<Audio> {
  const { microphone, speaker } = (stored ?? {}) as Record<string, unknown>;
  return {
    ...(typeof microphone === "string" ? { microphone } : {}),
    ...(typeof speaker === "string" ? { speaker } : {}),
  };
}
