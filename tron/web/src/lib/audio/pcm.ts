/** Sound on the wire: s16le mono at 16 kHz, a frame every 20 ms. */
export const SAMPLE_RATE = 16_000;
export const FRAME_SAMPLES = 320;

const HIGHEST = 32_767;
const LOWEST = -32_768;

/** Samples of -1 to 1 as little-endian 16-bit integers; louder ones are cut off. */
export function toPcm(samples: Float32Array): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, index) => {
    const value = Math.round(sample * -LOWEST);
    view.setInt16(index * 2, Math.min(HIGHEST, Math.max(LOWEST, value)), true);
  });
  return view.buffer;
}

/** The reverse of `toPcm`; half a sample at the end is dropped. */
export function fromPcm(pcm: ArrayBuffer): Float32Array {
  const view = new DataView(pcm);
  const samples = new Float32Array(pcm.byteLength >> 1);
  for (let index = 0; index < samples.length; index += 1) samples[index] = view.getInt16(index * 2, true) / -LOWEST;
  return samples;
}

const QUIETEST_DB = -54;

/** How loud it is, for a meter: 0 at -54 dB and below, 1 at full scale. */
export function loudness(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, 1 - decibels / QUIETEST_DB));
}
