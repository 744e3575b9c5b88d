import { useTranslation } from "react-i18next";
import { Select } from "@/components/form/Select";
import { useLines } from "../hooks/useLines";
import type { GREETING_TARGETS, TARGETS } from "../lines";
import { LinesField } from "./LinesField";

type LineTargetProps = {
  path: string;
  name: (typeof TARGETS)[number] | (typeof GREETING_TARGETS)[number];
  value: string | null;
  onChange: (id: string | null) => void;
};

/** Which line follows; none lets the agenda go on. */
export function LineTarget({ path, name, value, onChange }: LineTargetProps) {
  const { t } = useTranslation();
  const { lines } = useLines();
  const ids = [...new Set(lines.lines.map(({ id }) => id))];
  const options = [
    { value: "", label: t("lines.agendaGoesOn") },
    ...ids.map((id) => ({ value: id, label: id, data: true })),
  ];
  return (
    <LinesField path={path} label={t(`lines.field.${name}`)} optional>
      {(control) => (
        <Select {...control} value={value ?? ""} options={options} onChange={(id) => onChange(id === "" ? null : id)} />
      )}
    </LinesField>
  );
}
