/** What worklets and the page say to each other. */
export type CaptureMessage = { frame: ArrayBuffer; level: number };
export type PlaybackOrder = { kind: "play"; pcm: ArrayBuffer } | { kind: "clear" };
export type PlaybackReport = { level: number; bufferedMs: number; targetMs: number; underruns: number };

export const CAPTURE = "tron-capture";
export const PLAYBACK = "tron-playback";
