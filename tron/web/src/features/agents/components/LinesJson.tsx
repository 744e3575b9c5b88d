import { FileDown, FileUp } from "lucide-react";
import { type ChangeEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextArea } from "@/components/form/TextInput";
import { linesOf } from "../lines";

type LinesJsonProps = {
  text: string;
  onChange: (text: string) => void;
  /** Lines from a file take the place of all. */
  onImport: (text: string) => void;
};

/** The lines as text, to take them elsewhere or bring them in. */
export function LinesJson({ text, onChange, onImport }: LinesJsonProps) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const read = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const chosen = input.files?.item(0);
    if (chosen) onImport(await chosen.text());
    input.value = "";
  };
  return (
    <div className="grid gap-3">
      <Field
        label={t("lines.json.label")}
        hint={t("lines.json.hint")}
        error={linesOf(text) === null ? t("lines.json.wrong") : undefined}
      >
        {(aria) => <TextArea {...aria} value={text} onChange={onChange} rows={14} mono spellCheck={false} />}
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button icon={FileUp} onClick={() => file.current?.click()}>
          {t("lines.json.import")}
        </Button>
        <Button icon={FileDown} onClick={() => download(text)}>
          {t("lines.json.export")}
        </Button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          className="hidden"
          aria-label={t("lines.json.import")}
          onChange={(event) => void read(event)}
        />
      </div>
    </div>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "prepared-lines.json";
  link.click();
  URL.revokeObjectURL(url);
}
