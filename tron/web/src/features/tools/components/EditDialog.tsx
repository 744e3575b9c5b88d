import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EditDialog as EditDialogOf } from "@/components/EditDialog";
import { Words } from "@/components/Words";
import type { Editing } from "@/hooks/useEditing";

type EditDialogProps<Row, Form, Body extends { name: string }, Name extends string> = {
  title: ReactNode;
  editing: Editing<Row, Form, Body, Name>;
  /** What a field is called. */
  label: (name: keyof Body & string) => string;
  onClose: () => void;
  children: ReactNode;
};

/** The dialog of a tool or a server. */
export function EditDialog<Row, Form, Body extends { name: string }, Name extends string>(
  props: EditDialogProps<Row, Form, Body, Name>,
) {
  const { t } = useTranslation();
  return (
    <EditDialogOf
      {...props}
      verb={t("tools.save")}
      nameOf={({ name }) => name}
      shown={(value) => <Value value={value} />}
    />
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (typeof value === "boolean") return t(value ? "tools.on" : "tools.off");
  const text = value === null ? "" : typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
  return text === "" ? "–" : <Words>{text}</Words>;
}
