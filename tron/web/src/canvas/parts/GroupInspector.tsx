import { Copy, LogOut, Trash2, Ungroup, Workflow } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { SwitchField } from "@/components/form/Switch";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { ColourSelect } from "../form/ColourSelect";
import { useNames } from "../hooks/useNames";
import { useWantedField } from "../hooks/useWantedField";
import { setData, setLabel } from "../model/edits";
import { isFolded, membersOf, regrouped } from "../model/groups";
import type { FlowNode } from "../model/types";
import { duplicateSelected, fold, removeSelected, show, ungroup } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { nodeOf } from "../store/views";
import { CloseButton } from "./CloseButton";
import { Tile } from "./Tile";

/** A group: its name and colour, what is in it, and what can be done with all of it. */
export function GroupInspector({ group }: { group: FlowNode }) {
  const { t } = useTranslation();
  const names = useNames();
  const spec = useEditor(({ specs }) => specs.get(group.type));
  const readOnly = useEditor((state) => state.readOnly);
  const body = useWantedField(group.id, () => undefined);
  return (
    <>
      <header className="flex items-center gap-2.5 border-b border-line pt-3 pr-2 pb-2 pl-4">
        <Tile spec={spec} size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-medium">
            {names.isOwn(group) ? <Words>{names.node(group)}</Words> : names.node(group)}
          </h2>
          <p className="truncate text-xs text-ink-3">{t("canvas.group.count", { count: membersOf(group).length })}</p>
        </div>
        <CloseButton />
      </header>
      <div ref={body} className="min-h-0 flex-1 overflow-y-auto">
        <fieldset disabled={readOnly} className="m-0 flex min-w-0 flex-col gap-4 p-4">
          <GroupForm group={group} />
          <Members group={group} readOnly={readOnly} />
          {!readOnly && <Actions group={group} />}
        </fieldset>
      </div>
      {!readOnly && <Foot />}
    </>
  );
}

function GroupForm({ group }: { group: FlowNode }) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const { edit, specs } = editor.getState();
  return (
    <>
      <div data-field="label">
        <Field label={t("canvas.inspector.name")} optional>
          {(aria) => (
            <TextInput
              {...aria}
              value={group.label ?? ""}
              placeholder={names.type(group.type)}
              maxLength={200}
              onChange={(label) => edit((graph) => setLabel(graph, group.id, label), `${group.id} label`)}
            />
          )}
        </Field>
      </div>
      <Field label={t("canvas.group.colour")}>
        {(aria) => (
          <ColourSelect
            {...aria}
            value={String(group.data["color"] ?? "")}
            onChange={(color) => edit((graph) => setData(graph, group.id, { ...group.data, color }, specs))}
          />
        )}
      </Field>
      <SwitchField
        label={t("canvas.group.folded")}
        hint={t("canvas.group.foldedHint")}
        value={isFolded(group)}
        onChange={(collapsed) => fold(editor, [group.id], collapsed)}
      />
    </>
  );
}

function Members({ group, readOnly }: { group: FlowNode; readOnly: boolean }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("canvas.group.inside")}>
      <h3 className="mb-1 font-medium">{t("canvas.group.inside")}</h3>
      <ul className="flex flex-col">
        {membersOf(group).map((id) => (
          <Member key={id} id={id} readOnly={readOnly} />
        ))}
      </ul>
    </section>
  );
}

function Member({ id, readOnly }: { id: string; readOnly: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const node = useEditor((state) => nodeOf(state, id));
  const spec = useEditor(({ specs }) => specs.get(node?.type ?? ""));
  if (!node) return null;
  const name = names.node(node);
  return (
    <li className="flex min-h-8 items-center gap-2">
      <Tile spec={spec} size="small" />
      <button
        type="button"
        className="min-w-0 flex-1 truncate rounded-sm text-left hover:underline"
        onClick={() => show(editor, id)}
      >
        {names.isOwn(node) ? <Words>{name}</Words> : name}
      </button>
      {!readOnly && (
        <IconButton
          icon={LogOut}
          label={t("canvas.group.takeOut", { name })}
          onClick={() => editor.getState().edit((graph) => regrouped(graph, id, null))}
        />
      )}
    </li>
  );
}

function Actions({ group }: { group: FlowNode }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  return (
    <div className="flex flex-col items-start gap-2">
      <Button icon={Ungroup} onClick={() => ungroup(editor, group.id)}>
        {t("canvas.group.ungroup")}
      </Button>
      <Button icon={Workflow} onClick={() => editor.getState().set({ asked: { kind: "extract" } })}>
        {t("canvas.group.extract")}
      </Button>
      <p className="text-xs text-ink-3">{t("canvas.group.hint")}</p>
    </div>
  );
}

function Foot() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  return (
    <footer className="flex items-center justify-end gap-1 border-t border-line px-4 py-2.5">
      <IconButton icon={Copy} label={t("canvas.group.duplicate")} onClick={() => duplicateSelected(editor)} />
      <IconButton icon={Trash2} label={t("canvas.group.remove")} onClick={() => removeSelected(editor)} />
    </footer>
  );
}
