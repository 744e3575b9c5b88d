import { useTranslation } from "react-i18next";
import type { ControlAria } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { Select } from "@/components/form/Select";
import { TagList } from "@/components/form/TagList";
import { TextArea, TextInput } from "@/components/form/TextInput";
import { useFlowVariables } from "../hooks/useFlowVariables";
import { useNames } from "../hooks/useNames";
import { type Say, useSpecWords } from "../hooks/useSpecWords";
import type { FormSpec } from "../model/schema";
import type { FlowNode } from "../model/types";
import { waysOf } from "../model/ways";
import { useEditor } from "../store/context";
import { ColourSelect } from "./ColourSelect";
import { FlowSelect } from "./FlowSelect";
import { JsonInput } from "./JsonInput";
import { MessageTemplateSelect } from "./MessageTemplateSelect";
import { PairsInput } from "./PairsInput";
import { PlayText, SpokenTime } from "./SpokenRow";
import { TemplateInput } from "./TemplateInput";
import { VariableInput } from "./VariableInput";

type Bound = { field: FormSpec; node: FlowNode; onChange: (value: unknown) => void };
type ValueControlProps = ControlAria & Bound & { value: unknown };

/** The control that fits a field's kind. */
export function ValueControl({ field, value, onChange, node, ...aria }: ValueControlProps) {
  const say = useSpecWords();
  const variables = useFlowVariables();
  switch (field.kind) {
    case "number":
      return (
        <NumberInput
          {...aria}
          value={typeof value === "number" ? value : Number.NaN}
          decimal={!field.whole}
          unit={field.unit ? say(field.unit) : undefined}
          // What is no number cannot be stored; the field says so.
          onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
        />
      );
    case "select":
      return (
        <Select
          {...aria}
          value={value === null || value === undefined ? "" : String(value)}
          options={field.nullable ? [{ value: "", label: "–" }, ...choicesIn(field, say)] : choicesIn(field, say)}
          onChange={(next) => onChange(field.choices.find((choice) => choice.value === next)?.raw ?? null)}
        />
      );
    case "words": {
      const tags = Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
      const names = field.widget === "variables";
      return <TagList {...aria} value={tags} onChange={onChange} {...(names ? { suggestions: variables } : {})} />;
    }
    case "pairs":
      return <PairsInput {...aria} value={isRecord(value) ? value : {}} onChange={onChange} />;
    case "json":
      return <JsonInput {...aria} value={value} onChange={onChange} />;
    default:
      return (
        <TextControl
          {...aria}
          field={field}
          value={typeof value === "string" ? value : ""}
          node={node}
          onChange={onChange}
        />
      );
  }
}

type TextControlProps = ControlAria & Bound & { value: string };

function TextControl({ field, value, node, onChange, ...aria }: TextControlProps) {
  const say = useSpecWords();
  const variables = useFlowVariables();
  const write = (text: string) => onChange(text === "" && field.nullable ? null : text);
  if (node.type === "note" && field.name === "color")
    return <ColourSelect {...aria} value={value} onChange={onChange} />;
  if (field.widget === "variable") return <VariableInput {...aria} value={value} onChange={write} />;
  if (field.widget === "handle") return <WayInput {...aria} value={value} node={node} onChange={onChange} />;
  if (field.widget === "flow") return <FlowSelect {...aria} value={value} onChange={write} />;
  if (field.widget === "message_template") {
    const channel = String(node.data["channel"] ?? "sms");
    return <MessageTemplateSelect {...aria} value={value} channel={channel} onChange={onChange} />;
  }
  if (field.template) {
    const line = field.widget === "" || field.widget === "line";
    return (
      <TemplateInput
        {...aria}
        value={value}
        onChange={write}
        variables={variables}
        line={line}
        mono={field.widget === "json"}
        {...(field.spoken ? { foot: spokenFoot(value, say(field.title)) } : {})}
      />
    );
  }
  return isLong(field) ? (
    <TextArea {...aria} value={value} onChange={write} />
  ) : (
    <TextInput {...aria} value={value} onChange={write} {...(field.unit ? { unit: field.unit } : {})} />
  );
}

function spokenFoot(text: string, name: string) {
  return { left: <SpokenTime text={text} />, right: <PlayText text={text} name={name} /> };
}

function isLong({ widget, limits }: FormSpec): boolean {
  return widget.startsWith("long") || widget === "json" || (limits.maxLength ?? 0) > 300;
}

/** One of the node's own ways out. */
function WayInput({ value, node, onChange, ...aria }: ControlAria & Omit<Bound, "field"> & { value: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const spec = useEditor((state) => state.specs.get(node.type));
  const ways = waysOf(spec, { ...node.data, fallback_handle: undefined });
  const options = ways.map((way) => ({
    value: way.id,
    label: way.fallback ? t("canvas.form.ownWay", { way: names.way(way) }) : names.way(way),
    data: !way.fallback,
  }));
  return <Select {...aria} value={value} options={options} onChange={onChange} />;
}

/** The choices of a field in the page's language. */
function choicesIn(field: FormSpec, say: Say) {
  return field.choices.map(({ value, label }) => ({ value, label: say(label) }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
