import { useTranslation } from "react-i18next";
import { Field } from "@/components/form/Field";
import { Select } from "@/components/form/Select";
import { useNames } from "../hooks/useNames";
import { groupsIn, regrouped } from "../model/groups";
import { useEditor, useEditorApi } from "../store/context";

/** Which group a node is in; nothing where the flow has none. */
export function GroupChoice({ id }: { id: string }) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const groups = useEditor(({ graph }) => groupsIn(graph));
  if (groups.all.length === 0) return null;
  const options = groups.all.map((group) => ({ value: group.id, label: names.node(group), data: names.isOwn(group) }));
  return (
    <div data-field="group">
      <Field label={t("canvas.group.choice")}>
        {(aria) => (
          <Select
            {...aria}
            value={groups.of.get(id)?.id ?? ""}
            options={[{ value: "", label: t("canvas.group.none") }, ...options]}
            onChange={(group) => editor.getState().edit((graph) => regrouped(graph, id, group || null))}
          />
        )}
      </Field>
    </div>
  );
}
