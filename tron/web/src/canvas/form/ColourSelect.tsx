import { useTranslation } from "react-i18next";
import type { ControlProps } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";

const COLOURS = ["yellow", "green", "blue", "red"] as const;

/** The colour of a note or of a group's frame. */
export function ColourSelect({ value, onChange, ...aria }: ControlProps<string>) {
  const { t } = useTranslation();
  const options = COLOURS.map((colour) => ({ value: colour, label: t(`canvas.note.${colour}`) }));
  return <Select {...aria} value={value as (typeof COLOURS)[number]} options={options} onChange={onChange} />;
}
