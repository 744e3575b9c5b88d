import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EditDialog } from "@/components/EditDialog";
import { Field } from "@/components/form/Field";
import { NumberInput } from "@/components/form/NumberInput";
import { Advanced, Pair } from "@/components/form/Section";
import { type Option, Select } from "@/components/form/Select";
import { SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { type Kind, useEditing } from "@/hooks/useEditing";
import { type NumberIn, type PhoneNumber, saveNumber, type Trunk, useAgents, usePublishedFlows } from "../api";
import { useAfterSave } from "../hooks/useAfterSave";
import { FIELDS, type HoursFault, hoursFault, type NumberForm, numberForm, numberOf } from "../numberForm";
import { HoursField } from "./HoursField";

type Problems = Readonly<Record<string, string | undefined>>;
type NumberDialogProps = { stored: PhoneNumber | null; trunks: readonly Trunk[]; onClose: () => void };

/** Gives a number to an agent, and says when and how much it is answered. */
export function NumberDialog({ stored, trunks, onClose }: NumberDialogProps) {
  const { t } = useTranslation();
  const editing = useEditing(stored, kindOf(t), useAfterSave(FIELDS), onClose);
  const agents = withStored(useAgents().data?.items ?? [], stored);
  const flows = usePublishedFlows().data ?? [];
  const { form, change } = editing;
  const problems: Problems = editing.problems;
  const named = [...agents, ...trunks, ...flows];
  const choice = (name: "agent_id" | "trunk_id" | "after_hours_flow_id", rows: readonly Row[], none: string) => (
    <Field label={t(`phone.field.${name}`)} hint={t(`phone.hint.${name}`)} error={problems[name]}>
      {(aria) => (
        <Select {...aria} value={form[name]} options={options(rows, none)} onChange={(id) => change({ [name]: id })} />
      )}
    </Field>
  );
  return (
    <EditDialog
      title={stored ? <Words>{stored.number}</Words> : t("phone.newNumber")}
      editing={editing}
      verb={t("phone.save")}
      label={(name) => t(`phone.field.${name}`)}
      nameOf={({ number }) => number}
      shown={(value) => shown(value, named, t)}
      onClose={onClose}
    >
      <Pair>
        <Field label={t("phone.field.number")} hint={t("phone.hint.number")} error={problems["number"]}>
          {(aria) => <TextInput {...aria} type="tel" value={form.number} onChange={(number) => change({ number })} />}
        </Field>
        <Field label={t("phone.field.label")} optional error={problems["label"]}>
          {(aria) => <TextInput {...aria} maxLength={60} value={form.label} onChange={(label) => change({ label })} />}
        </Field>
      </Pair>
      <Pair>
        {choice("agent_id", agents, t("phone.nobody"))}
        {choice("trunk_id", trunks, t("phone.anyTrunk"))}
      </Pair>
      <HoursField
        value={form.hours}
        error={problems["hours"]}
        zoneError={problems["hours.timezone"]}
        onChange={(hours) => change({ hours })}
      />
      {form.hours && choice("after_hours_flow_id", flows, t("phone.theAgent"))}
      <NumberLimits form={form} problems={problems} onChange={change} />
    </EditDialog>
  );
}

type Row = { id: string; name: string };

/** An agent that is archived, or beyond the first ones, keeps its name. */
function withStored(agents: readonly Row[], stored: PhoneNumber | null): readonly Row[] {
  const { agent_id: id = null, agent_name: name = null } = stored ?? {};
  if (id === null || name === null || agents.some((agent) => agent.id === id)) return agents;
  return [...agents, { id, name }];
}

function options(rows: readonly Row[], none: string): Option[] {
  return [{ value: "", label: none }, ...rows.map(({ id, name }) => ({ value: id, label: name, data: true }))];
}

function kindOf(t: TFunction): Kind<PhoneNumber, NumberForm, NumberIn, string> {
  return {
    fields: FIELDS,
    formOf: numberForm,
    formOfBody: (row, body) => numberForm({ ...row, ...body } as PhoneNumber),
    bodyOf: numberOf,
    nameOf: ({ number }) => number,
    faultsOf: ({ hours }) => {
      const fault = hoursFault(hours);
      return fault ? { hours: faultWords(fault, t) } : {};
    },
    store: saveNumber,
  };
}

function faultWords(fault: HoursFault, t: TFunction): string {
  return fault.code === "none" ? t("phone.hours.none") : t(`phone.hours.${fault.code}`, { n: fault.n });
}

type NumberLimitsProps = { form: NumberForm; problems: Problems; onChange: (part: Partial<NumberForm>) => void };

function NumberLimits({ form, problems, onChange }: NumberLimitsProps) {
  const { t } = useTranslation();
  const set = [form.max_calls, form.calls_per_second].filter((limit) => !Number.isNaN(limit)).length;
  return (
    <Advanced
      total={3}
      changed={set + (form.enabled ? 0 : 1)}
      broken={Boolean(problems["max_calls"] ?? problems["calls_per_second"])}
    >
      <Pair>
        <Field
          optional
          label={t("phone.field.max_calls")}
          hint={t("phone.hint.numberMost")}
          error={problems["max_calls"]}
        >
          {(aria) => <NumberInput {...aria} value={form.max_calls} onChange={(max_calls) => onChange({ max_calls })} />}
        </Field>
        <Field
          optional
          label={t("phone.field.calls_per_second")}
          hint={t("phone.hint.numberPace")}
          error={problems["calls_per_second"]}
        >
          {(aria) => (
            <NumberInput
              {...aria}
              decimal
              value={form.calls_per_second}
              onChange={(calls_per_second) => onChange({ calls_per_second })}
            />
          )}
        </Field>
      </Pair>
      <SwitchField
        label={t("phone.field.enabled")}
        hint={t("phone.hint.numberEnabled")}
        value={form.enabled}
        onChange={(enabled) => onChange({ enabled })}
      />
    </Advanced>
  );
}

/** A value as a person reads it: what an id names, not the id. */
function shown(value: unknown, named: readonly Row[], t: TFunction): ReactNode {
  if (typeof value === "boolean") return t(value ? "phone.on" : "phone.off");
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "object" ? JSON.stringify(value, null, 1) : String(value);
  return <Words>{named.find(({ id }) => id === value)?.name ?? text}</Words>;
}
