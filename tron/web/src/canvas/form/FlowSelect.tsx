import { useTranslation } from "react-i18next";
import type { ControlProps } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";
import { useFlowChoices } from "../api";

/** Another flow of this Tron. */
export function FlowSelect({ value, ...rest }: ControlProps<string>) {
  const { t } = useTranslation();
  const flows = useFlowChoices();
  const options = flows.map(({ id, name }) => ({ value: id, label: name, data: true }));
  return <Select {...rest} value={value} options={options} placeholder={t("canvas.form.chooseFlow")} />;
}
