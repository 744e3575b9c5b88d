/** The loudest sample of each slice of each channel, the loudest of all being 1. */
export type Peaks = { channels: Float32Array[]; duration: number };

/** Slices for each second: finer than any screen shows of a whole call. */
const PER_SECOND = 40;
/** Enough to see who speaks; an hour in two channels takes 230 MB for a moment at 8 kHz. */
const DECODE_RATE = 8000;

/** Decodes a recording and keeps its outline. Throws when it cannot be loaded or decoded. */
export async function loadPeaks(url: string, signal: AbortSignal): Promise<Peaks> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const sound = await new OfflineAudioContext(2, 1, DECODE_RATE).decodeAudioData(await answer.arrayBuffer());
  const samples = Array.from({ length: sound.numberOfChannels }, (_, channel) => sound.getChannelData(channel));
  return { channels: outline(samples, sound.sampleRate / PER_SECOND), duration: sound.duration };
}

/** Slices of `size` samples, each as its loudest sample; what is quiet throughout is not blown up to noise. */
export function outline(channels: readonly Float32Array[], size: number): Float32Array[] {
  const peaks = channels.map((samples) => slices(samples, size));
  const loudest = Math.max(0.05, ...peaks.map((slice) => slice.reduce((a, b) => Math.max(a, b), 0)));
  return peaks.map((slice) => slice.map((peak) => peak / loudest));
}

function slices(samples: Float32Array, size: number): Float32Array {
  const found = new Float32Array(Math.max(1, Math.ceil(samples.length / size)));
  samples.forEach((sample, index) => {
    const slice = Math.floor(index / size);
    found[slice] = Math.max(found[slice] ?? 0, Math.abs(sample));
  });
  return found;
}
