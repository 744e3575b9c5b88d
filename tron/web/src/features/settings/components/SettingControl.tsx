import { useTranslation } from "react-i18next";
import { Combobox } from "@/components/form/Combobox";
import type { ControlProps } from "@/components/form/FormField";
import { NumberInput } from "@/components/form/NumberInput";
import { SecretInput } from "@/components/form/SecretInput";
import { Switch } from "@/components/form/Switch";
import { TagList } from "@/components/form/TagList";
import { TextInput } from "@/components/form/TextInput";
import type { Setting } from "../api";
import type { Value } from "../values";
import { Choices, isKnownText, KnownTexts } from "./Choices";
import { PriceTable } from "./PriceTable";

export type SettingControlProps = ControlProps<Value> & { item: Setting };

/** The control that fits a setting's kind. */
export function SettingControl({ item, value, ...rest }: SettingControlProps) {
  if (item.secret) {
    const remove = () => rest.onChange("");
    return (
      <SecretInput {...rest} value={text(value)} mask={item.mask} onRemove={remove} locked={rest.disabled === true} />
    );
  }
  switch (item.type) {
    case "switch":
      return (
        <span className="flex min-h-control items-center">
          <Switch {...rest} value={value === true} />
        </span>
      );
    case "integer":
    case "decimal":
      return <NumberSetting {...rest} item={item} value={value} />;
    case "list":
      return <TagList {...rest} value={Array.isArray(value) ? value.map(String) : []} />;
    case "json":
      return <PriceTable {...rest} value={value} />;
    default:
      return <TextSetting {...rest} item={item} value={value} />;
  }
}

function TextSetting({ item, value, ...rest }: SettingControlProps) {
  const choices = item.limits["choices"];
  if (Array.isArray(choices))
    return <Choices {...rest} item={item} value={text(value)} choices={choices.map(String)} />;
  if (isKnownText(item.key)) return <KnownTexts {...rest} item={item} value={text(value)} />;
  const examples = item.limits["examples"];
  if (Array.isArray(examples))
    return <Combobox {...rest} value={text(value)} options={examples.map((example) => ({ value: String(example) }))} />;
  const limit = item.limits["max_length"];
  return (
    <TextInput
      {...rest}
      value={text(value)}
      type={item.type === "phone" ? "tel" : "text"}
      autoComplete="off"
      {...(item.type === "url" ? { inputMode: "url" } : {})}
      {...(typeof limit === "number" ? { maxLength: limit } : {})}
    />
  );
}

function NumberSetting({ item, value, ...rest }: SettingControlProps) {
  const { t } = useTranslation();
  const unit = (["seconds", "calls", "INR"] as const).find((name) => name === item.unit);
  return (
    <NumberInput
      {...rest}
      value={typeof value === "number" ? value : Number.NaN}
      decimal={item.type === "decimal"}
      {...(unit ? { unit: t(`settings.unit.${unit}`) } : {})}
    />
  );
}

function text(value: Value): string {
  return typeof value === "string" ? value : "";
}
