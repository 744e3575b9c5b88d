export type Device = { id: string; label: string };
export type Devices = { microphones: readonly Device[]; speakers: readonly Device[] };

/** The microphones and loudspeakers that have a name: browsers tell names only after the microphone was allowed. */
export async function listDevices(): Promise<Devices> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind && device.deviceId !== "" && device.label !== "")
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  return { microphones: of("audioinput"), speakers: canChooseSpeaker() ? of("audiooutput") : [] };
}

/** Calls `changed` when a device comes or goes. */
export function watchDevices(changed: () => void): () => void {
  const { mediaDevices } = navigator;
  mediaDevices?.addEventListener("devicechange", changed);
  return () => mediaDevices?.removeEventListener("devicechange", changed);
}

/** A context that can be sent to a chosen loudspeaker: not every browser has it, and TypeScript does not know it. */
export type SinkContext = AudioContext & { setSinkId?: (id: string) => Promise<void> };

export function canChooseSpeaker(): boolean {
  return typeof AudioContext !== "undefined" && "setSinkId" in AudioContext.prototype;
}
