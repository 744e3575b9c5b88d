/** Like a telephone's ringing in India: 400 Hz that warble, in pairs of bursts. */
const PITCH_HZ = 400;
const WARBLE_HZ = 25;
const LOUDNESS = 0.06;
const BURSTS = [0, 0.6] as const;
const BURST_SECONDS = 0.4;
const ROUND_SECONDS = 3;
const LONGEST_SECONDS = 120;

/** Rings until the answer is called. Stays silent where the browser plays no sound before a click. */
export function ring(): () => void {
  if (typeof AudioContext === "undefined") return () => undefined;
  const context = new AudioContext();
  const volume = new GainNode(context, { gain: 0 });
  const tone = new OscillatorNode(context, { frequency: PITCH_HZ });
  const warble = new OscillatorNode(context, { frequency: WARBLE_HZ });
  const depth = new GainNode(context, { gain: PITCH_HZ / 20 });
  warble.connect(depth).connect(tone.frequency);
  tone.connect(volume).connect(context.destination);
  for (let round = 0; round < LONGEST_SECONDS; round += ROUND_SECONDS) {
    for (const burst of BURSTS) {
      volume.gain.setTargetAtTime(LOUDNESS, round + burst, 0.01);
      volume.gain.setTargetAtTime(0, round + burst + BURST_SECONDS, 0.01);
    }
  }
  tone.start();
  warble.start();
  return () => void context.close();
}
