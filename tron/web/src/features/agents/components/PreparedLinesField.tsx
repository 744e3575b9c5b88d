import { useState } from "react";
import { useTranslation } from "react-i18next";
import { FormField } from "@/components/form/FormField";
import { TextArea } from "@/components/form/TextInput";
import { Segmented } from "@/components/Segmented";
import type { Template } from "../api";
import type { FormView } from "../hooks/useAgentForm";

type PreparedLinesFieldProps = { editor: FormView; template: Template | undefined };

/** The template's lines (or the general ones), or lines of one's own that begin as a copy of them. */
export function PreparedLinesField({ editor: { form, values }, template }: PreparedLinesFieldProps) {
  const { t } = useTranslation();
  // Emptied while it is written, it is still a text of one's own.
  const [writing, setWriting] = useState(false);
  const own = writing || values.prepared_lines !== "";
  const copy = () => JSON.stringify(template?.agent.prepared_lines ?? FRAME, null, 2);
  const choose = (kind: "given" | "own") => {
    setWriting(kind === "own");
    form.setValue("prepared_lines", kind === "own" ? copy() : "", { shouldValidate: true });
  };
  const kinds = [
    { value: "given" as const, label: template ? t("builder.lines.template") : t("builder.lines.general") },
    { value: "own" as const, label: t("builder.lines.own") },
  ];
  return (
    <FormField
      control={form.control}
      name="prepared_lines"
      label={t("builder.field.prepared_lines")}
      hint={own ? t("builder.lines.jsonHint") : t("builder.hint.prepared_lines")}
      group
    >
      {({ "aria-labelledby": labelledBy, "aria-describedby": describedBy, ...field }) => (
        <>
          <Segmented
            value={own ? "own" : "given"}
            onChange={choose}
            options={kinds}
            aria-labelledby={labelledBy}
            aria-describedby={describedBy}
          />
          {own && (
            <TextArea
              {...field}
              aria-label={t("builder.lines.json")}
              aria-describedby={describedBy}
              rows={10}
              mono
              spellCheck={false}
            />
          )}
        </>
      )}
    </FormField>
  );
}

/** The fields that own lines need, for a person to fill. */
const FRAME = {
  lines: [],
  next: [],
  fallback: [""],
  silence: [""],
  goodbye: "",
  silence_goodbye: "",
  time_up: "",
  opt_out_ack: "",
  identity: "",
  human: "",
};
