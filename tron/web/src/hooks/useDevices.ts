import { useEffect, useState } from "react";
import { type Devices, listDevices, watchDevices } from "@/lib/audio/devices";

const NONE: Devices = { microphones: [], speakers: [] };

/** The microphones and loudspeakers there are; asked again when one comes or goes, and when `fresh` changes. */
export function useDevices(fresh: unknown): Devices {
  const [devices, setDevices] = useState(NONE);
  // biome-ignore lint/correctness/useExhaustiveDependencies: names are told once the microphone was allowed
  useEffect(() => {
    let current = true;
    const look = () =>
      listDevices().then(
        (found) => current && setDevices(found),
        () => undefined,
      );
    void look();
    const stop = watchDevices(() => void look());
    return () => {
      current = false;
      stop();
    };
  }, [fresh]);
  return devices;
}
