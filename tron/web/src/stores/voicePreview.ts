import { create } from "zustand";
import { client, read } from "@/lib/api";

export type VoiceWish = {
  voice: string;
  language: string;
  speed: number;
  /** What is said; without it the language's sample sentence. */
  text?: string;
};

type VoicePreview = {
  /** Which button's voice is on its way or speaking. */
  owner: string | null;
  playing: boolean;
  /** Lets a voice speak; whoever speaks already stops. Rejects with what the server said, or the browser. */
  play: (owner: string, wish: VoiceWish) => Promise<void>;
  /** Stops this owner's voice; another one's speaks on. */
  stop: (owner: string) => void;
};

/** The one voice that speaks on this page before a call. */
export const useVoicePreview = create<VoicePreview>()((set, get) => {
  let audio: HTMLAudioElement | null = null;
  let round = 0;
  const hush = () => {
    round += 1;
    if (audio) {
      audio.pause();
      URL.revokeObjectURL(audio.src);
    }
    audio = null;
    set({ owner: null, playing: false });
  };
  return {
    owner: null,
    playing: false,
    play: async (owner, wish) => {
      hush();
      const mine = round;
      set({ owner });
      try {
        const sound = await soundOf(wish);
        if (mine !== round) return;
        audio = new Audio(URL.createObjectURL(sound));
        audio.addEventListener("ended", () => get().stop(owner));
        await audio.play();
        if (mine === round) set({ playing: true });
      } catch (error) {
        if (mine !== round) return;
        hush();
        throw error;
      }
    },
    stop: (owner) => {
      if (get().owner === owner) hush();
    },
  };
});

function soundOf({ voice, language, speed, text }: VoiceWish): Promise<Blob> {
  if (text === undefined) {
    const params = { path: { voice_id: voice }, query: { language, speed } };
    return read(client.GET("/api/tron/voices/{voice_id}/preview", { params, parseAs: "blob" }));
  }
  const body = { voice_id: voice, language, speed, text };
  return read(client.POST("/api/tron/voices/preview", { body, parseAs: "blob" }));
}
