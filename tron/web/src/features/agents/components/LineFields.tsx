import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Combobox } from "@/components/form/Combobox";
import type { ControlAria } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { SwitchField } from "@/components/form/Switch";
import { TagList } from "@/components/form/TagList";
import { TextInput } from "@/components/form/TextInput";
import { useLines } from "../hooks/useLines";
import { MOST } from "../lineFaults";
import { type Line, renamed, withLine } from "../lines";
import { FactsField } from "./FactsField";
import { KeywordHelp } from "./KeywordHelp";
import { LinesField, LinesText } from "./LinesField";
import { LineTarget } from "./LineTarget";
import { TextListField } from "./TextListField";

type PartProps = { line: Line; path: string; set: (part: Partial<Line>) => void };

/** Everything that one line says and does. */
export function LineFields({ index }: { index: number }) {
  const { lines, change } = useLines();
  const line = lines.lines[index];
  if (!line) return null;
  const part = { line, path: `lines.${index}`, set: (next: Partial<Line>) => change(withLine(lines, index, next)) };
  return (
    <div className="grid min-w-0 gap-4 border-t border-line px-3 py-4 sm:px-4">
      <Names {...part} index={index} />
      <Keywords {...part} />
      <Words {...part} />
      <Answers {...part} />
      <Manner {...part} />
    </div>
  );
}

function Names({ line, path, set, index }: PartProps & { index: number }) {
  const { t } = useTranslation();
  const { lines, change, outcomes } = useLines();
  return (
    <div className={PAIR}>
      <LinesField path={`${path}.id`} label={t("lines.field.id")} hint={t("lines.hint.id")}>
        {(control) => <IdInput {...control} name={line.id} onRename={(id) => change(renamed(lines, index, id))} />}
      </LinesField>
      <LinesField path={`${path}.outcome`} label={t("lines.field.outcome")} hint={t("lines.hint.outcome")} optional>
        {(control) => (
          <Combobox
            {...control}
            value={line.outcome ?? ""}
            options={outcomes.map((outcome) => ({ value: outcome }))}
            onChange={(outcome) => set({ outcome: outcome === "" ? null : outcome })}
          />
        )}
      </LinesField>
    </div>
  );
}

type IdInputProps = ControlAria & {
  name: string;
  onBlur: () => void;
  onRename: (id: string) => void;
};

/** A line's id counts once the field is left: what leads to the line follows it, and half an id leads nowhere. */
function IdInput({ name, onBlur, onRename, ...aria }: IdInputProps) {
  const [written, setWritten] = useState<string | null>(null);
  const leave = () => {
    if (written !== null && written.trim() !== name) onRename(written.trim());
    setWritten(null);
    onBlur();
  };
  return <TextInput {...aria} value={written ?? name} onChange={setWritten} onBlur={leave} autoComplete="off" />;
}

function Keywords({ line, path, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-1">
      <LinesField path={`${path}.when`} label={t("lines.field.when")} hint={t("lines.hint.when")} optional>
        {(control) => (
          <TagList
            {...control}
            value={line.when}
            onChange={(when) => set({ when })}
            placeholder={t("lines.addKeyword")}
            maxLength={MOST.keyword}
          />
        )}
      </LinesField>
      <KeywordHelp />
    </div>
  );
}

function Words({ line, path, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextListField
        path={`${path}.say`}
        label={t("lines.field.say")}
        hint={t("lines.hint.say", { braces: "{{ contact_name }}" })}
        value={line.say}
        onChange={(say) => set({ say })}
        max={MOST.say}
      />
      <FactsField
        path={`${path}.extract`}
        label={t("lines.field.extract")}
        hint={t("lines.hint.extract")}
        value={line.extract}
        onChange={(extract) => set({ extract })}
      />
    </>
  );
}

function Answers({ line, path, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <FactsField
        path={`${path}.expects`}
        label={t("lines.field.expects")}
        hint={t("lines.hint.expects")}
        value={line.expects}
        onChange={(expects) => set({ expects })}
      />
      <div className="grid items-start gap-4 @lg:grid-cols-3">
        <LineTarget path={`${path}.on_yes`} name="on_yes" value={line.on_yes} onChange={(on_yes) => set({ on_yes })} />
        <LineTarget path={`${path}.on_no`} name="on_no" value={line.on_no} onChange={(on_no) => set({ on_no })} />
        <LineTarget path={`${path}.then`} name="then" value={line.then} onChange={(then) => set({ then })} />
      </div>
      <div className={PAIR}>
        <LinesText
          path={`${path}.again`}
          label={t("lines.field.again")}
          hint={t("lines.hint.again")}
          value={line.again}
          onChange={(again) => set({ again })}
          optional
        />
        <LinesText
          path={`${path}.retry`}
          label={t("lines.field.retry")}
          hint={t("lines.hint.retry")}
          value={line.retry}
          onChange={(retry) => set({ retry })}
          optional
        />
      </div>
    </>
  );
}

function Manner({ line, path, set }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="grid items-start gap-4 @lg:grid-cols-3">
        {SWITCHES.map((name) => (
          <SwitchField
            key={name}
            label={t(`lines.field.${name}`)}
            hint={t(`lines.hint.${name}`)}
            value={line[name]}
            onChange={(on) => set({ [name]: on })}
          />
        ))}
      </div>
      <div className={PAIR}>
        <LinesField path={`${path}.priority`} label={t("lines.field.priority")} hint={t("lines.hint.priority")}>
          {(control) => <NumberInput {...control} value={line.priority} onChange={(priority) => set({ priority })} />}
        </LinesField>
      </div>
    </>
  );
}

// As wide as the editor is, not as the window.
const PAIR = "grid items-start gap-4 @md:grid-cols-2";
const SWITCHES = ["moves_on", "once", "ends"] as const;
