import { Plus, Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { useNames } from "../hooks/useNames";
import { useWantedField } from "../hooks/useWantedField";
import { removeEdges, setEdgeLabel } from "../model/edits";
import type { FlowNode } from "../model/types";
import { show } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { nodeOf } from "../store/views";
import { CloseButton } from "./CloseButton";

/** An edge: between what it stands, its label, and what can be done with it. */
export function EdgeInspector({ id }: { id: string }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const readOnly = useEditor((state) => state.readOnly);
  const edge = useEditor(({ graph }) => graph.edges.find((one) => one.id === id));
  const source = useEditor((state) => nodeOf(state, edge?.source ?? null));
  const target = useEditor((state) => nodeOf(state, edge?.target ?? null));
  const body = useWantedField(id);
  if (!edge) return null;
  const { edit, set } = editor.getState();
  return (
    <>
      <header className="flex items-center gap-2.5 border-b border-line py-2 pr-2 pl-4">
        <h2 className="flex-1 text-base font-medium">{t("canvas.edge.title")}</h2>
        <CloseButton />
      </header>
      <div ref={body} className="flex flex-1 flex-col gap-4 overflow-y-auto p-4">
        <End label={t("canvas.edge.from")} node={source} />
        <End label={t("canvas.edge.to")} node={target} />
        <fieldset disabled={readOnly} data-field="label" className="min-w-0">
          <Field label={t("canvas.edge.label")} optional>
            {(aria) => (
              <TextInput
                {...aria}
                value={edge.label ?? ""}
                maxLength={200}
                onChange={(label) => edit((graph) => setEdgeLabel(graph, id, label), `${id} label`)}
              />
            )}
          </Field>
        </fieldset>
      </div>
      {!readOnly && (
        <footer className="flex items-center justify-between gap-2 border-t border-line px-3 py-2">
          <Button icon={Plus} onClick={() => set({ asked: { kind: "add", origin: null, at: null, edge: id } })}>
            {t("canvas.edge.insert")}
          </Button>
          <IconButton
            icon={Trash2}
            label={t("canvas.edge.remove")}
            onClick={() => edit((graph) => removeEdges(graph, new Set([id])))}
          />
        </footer>
      )}
    </>
  );
}

function End({ label, node }: { label: string; node: FlowNode | null }) {
  const names = useNames();
  const editor = useEditorApi();
  return (
    <p>
      <span className="block text-xs text-ink-3">{label}</span>
      {node ? (
        <button
          type="button"
          className="rounded-xs font-medium text-accent hover:underline"
          onClick={() => show(editor, node.id)}
        >
          <Words>{names.node(node)}</Words>
        </button>
      ) : (
        "–"
      )}
    </p>
  );
}
