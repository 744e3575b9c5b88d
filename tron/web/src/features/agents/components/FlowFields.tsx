import type { TFunction } from "i18next";
import { ExternalLink, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Button, buttonLook } from "@/components/Button";
import { FormField } from "@/components/form/FormField";
import { Pair } from "@/components/form/Section";
import { type Option, Select } from "@/components/form/Select";
import { ErrorLine } from "@/components/Notice";
import { type Flow, useFlows, useFlowVersions } from "../api";
import type { FormView } from "../hooks/useAgentForm";
import { useNewFlow } from "../hooks/useNewFlow";

/** Which flow the agent follows on a call, in which version; none: it talks by its persona. */
export function FlowFields({ editor }: { editor: FormView }) {
  const { t } = useTranslation();
  const { form, values } = editor;
  const flows = useFlows().data ?? [];
  const numbers = useFlowVersions(values.flow_id).data ?? [];
  const making = useNewFlow(editor);
  const chosen = flows.find(({ id }) => id === values.flow_id);
  const follow = (id: string) => {
    form.setValue("flow_id", id, { shouldDirty: true, shouldValidate: true });
    // A version is one of its flow's.
    form.setValue("flow_version", "", { shouldDirty: true });
  };
  return (
    <div className="flex flex-col gap-2">
      <Pair>
        <FormField
          control={form.control}
          name="flow_id"
          label={t("builder.field.flow_id")}
          hint={t(`builder.hint.${hintOf(values.flow_id, chosen)}`)}
        >
          {(field) => <Select {...field} onChange={follow} options={flowOptions(flows, t)} />}
        </FormField>
        {values.flow_id !== "" && (
          <FormField
            control={form.control}
            name="flow_version"
            label={t("builder.field.flow_version")}
            hint={t(values.flow_version === "" ? "builder.hint.flowLatest" : "builder.hint.flowPinned")}
          >
            {(field) => <Select {...field} options={versionOptions(numbers, t)} />}
          </FormField>
        )}
      </Pair>
      <div className="flex flex-wrap gap-2">
        <Button small icon={Plus} busy={making.busy} disabled={making.busy} onClick={making.make}>
          {t("builder.newFlow")}
        </Button>
        {values.flow_id !== "" && (
          <Link to={`/flows/${values.flow_id}`} className={buttonLook("quiet", true)}>
            <ExternalLink className="size-3.5" aria-hidden />
            {t("builder.openFlow")}
          </Link>
        )}
      </div>
      {making.error !== null && <ErrorLine error={making.error} />}
    </div>
  );
}

function hintOf(id: string, chosen: Flow | undefined) {
  if (id === "") return "flow_id";
  return chosen?.version === 0 ? "flowUnpublished" : "flowGreets";
}

function flowOptions(flows: readonly Flow[], t: TFunction): Option[] {
  return [
    { value: "", label: t("builder.noFlow") },
    ...flows.map(({ id, name }) => ({ value: id, label: name, data: true })),
  ];
}

function versionOptions(numbers: readonly number[], t: TFunction): Option[] {
  const latest = numbers[0];
  return [
    { value: "", label: latest ? t("builder.latestVersion", { version: latest }) : t("builder.latest") },
    ...numbers.map((version) => ({ value: String(version), label: t("flows.version", { version }) })),
  ];
}
