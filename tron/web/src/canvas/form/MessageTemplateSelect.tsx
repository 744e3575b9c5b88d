import { useTranslation } from "react-i18next";
import type { ControlProps } from "@/components/form/FormField";
import { Select } from "@/components/form/Select";
import { useMessageTemplates } from "../api";

/** One of the approved templates of a message's channel, or none. */
export function MessageTemplateSelect({ value, channel, ...rest }: ControlProps<string> & { channel: string }) {
  const { t } = useTranslation();
  const own = useMessageTemplates().filter((template) => template.channel === channel);
  const options = own.map(({ name }) => ({ value: name, label: name, data: true }));
  return <Select {...rest} value={value} options={[{ value: "", label: t("canvas.form.noTemplate") }, ...options]} />;
}
