import { useTranslation } from "react-i18next";
import { useDevices } from "@/hooks/useDevices";
import type { Device } from "@/lib/audio/devices";
import { Field } from "../form/Field";
import { Select } from "../form/Select";

type DeviceChoiceProps = {
  microphone: string | null;
  speaker: string;
  onMicrophone: (id: string | null) => void;
  onSpeaker: (id: string) => void;
  /** Changes when the microphone was opened: the devices have names then. */
  opened: unknown;
};

/** Which microphone and loudspeaker to use; nothing while the browser does not tell their names. */
export function DeviceChoice({ microphone, speaker, onMicrophone, onSpeaker, opened }: DeviceChoiceProps) {
  const { t } = useTranslation();
  const { microphones, speakers } = useDevices(opened);
  const system = { value: "", label: t("audio.systemChoice") };
  const options = (devices: readonly Device[]) => [
    system,
    // "default" is what the system would choose anyway.
    ...devices.filter(({ id }) => id !== "default").map(({ id, label }) => ({ value: id, label, data: true })),
  ];
  const known = (id: string, devices: readonly Device[]) => (devices.some((device) => device.id === id) ? id : "");
  if (microphones.length === 0 && speakers.length === 0) return null;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {microphones.length > 0 && (
        <Field label={t("audio.microphone")}>
          {(aria) => (
            <Select
              {...aria}
              value={known(microphone ?? "", microphones)}
              onChange={(id) => onMicrophone(id || null)}
              options={options(microphones)}
            />
          )}
        </Field>
      )}
      {speakers.length > 0 && (
        <Field label={t("audio.speaker")}>
          {(aria) => (
            <Select {...aria} value={known(speaker, speakers)} onChange={onSpeaker} options={options(speakers)} />
          )}
        </Field>
      )}
    </div>
  );
}
