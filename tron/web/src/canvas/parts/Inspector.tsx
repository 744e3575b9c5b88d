import { Copy, FlaskConical, Trash2 } from "lucide-react";
import { type ComponentProps, lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field } from "@/components/form/Field";
import { TextInput } from "@/components/form/TextInput";
import { Words } from "@/components/Words";
import { number } from "@/lib/format";
import { SpecForm } from "../form/SpecForm";
import { useNames } from "../hooks/useNames";
import { useSpecWords } from "../hooks/useSpecWords";
import { useWantedField } from "../hooks/useWantedField";
import { setData, setLabel } from "../model/edits";
import { isGroup } from "../model/groups";
import { cameTo } from "../model/traffic";
import type { Data, FlowNode, NodeSpec } from "../model/types";
import type { CanvasSlots, PanelContext } from "../panels";
import { duplicateSelected, remove } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import { nodeOf, onlySelected } from "../store/views";
import { CloseButton } from "./CloseButton";
import { EdgeInspector } from "./EdgeInspector";
import { GroupChoice } from "./GroupChoice";
import { GroupInspector } from "./GroupInspector";
import { InspectorTabs } from "./InspectorTabs";
import { SelectionInspector } from "./SelectionInspector";
import { Tile } from "./Tile";

const NodeTraffic = lazy(async () => ({ default: (await import("./NodeTraffic")).NodeTraffic }));

type InspectorProps = { context: PanelContext; nodeTest: CanvasSlots["nodeTest"] };

/** What is selected, to be read and changed: a node, an edge, several nodes. */
export function Inspector(props: InspectorProps) {
  const id = useEditor(onlySelected);
  const node = useEditor((state) => nodeOf(state, id));
  const many = useEditor(({ selected }) => selected.size > 1);
  const edge = useEditor(({ selected, selectedEdges }) => (selected.size === 0 ? [...selectedEdges][0] : undefined));
  if (node && isGroup(node)) return <GroupInspector key={node.id} group={node} />;
  if (node) return <NodeInspector key={node.id} node={node} {...props} />;
  if (many) return <SelectionInspector />;
  return edge ? <EdgeInspector key={edge} id={edge} /> : <Nothing />;
}

function Nothing() {
  const { t } = useTranslation();
  const empty = useEditor(({ graph }) => graph.nodes.length === 0);
  return <p className="p-4 text-ink-3">{t(empty ? "canvas.inspector.empty" : "canvas.inspector.nothing")}</p>;
}

function NodeInspector({ node, context, nodeTest }: InspectorProps & { node: FlowNode }) {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const spec = useEditor(({ specs }) => specs.get(node.type));
  const readOnly = useEditor((state) => state.readOnly);
  const [tab, setTab] = useState("setup");
  const body = useWantedField(node.id, () => setTab("setup"));
  const setup = (
    <fieldset disabled={readOnly} className="m-0 flex min-w-0 flex-col gap-4 p-4">
      <NodeForm node={node} spec={spec} />
    </fieldset>
  );
  const tested = nodeTest && spec?.runs && !readOnly;
  const count = useEditor(({ traffic }) => cameTo(traffic, node.id)?.calls);
  const figures = t("canvas.inspector.traffic");
  const tabs = [
    { key: "setup", label: t("canvas.inspector.setup"), content: setup },
    ...(tested
      ? [{ key: "test", label: t("canvas.inspector.test"), content: nodeTest({ ...context, nodeId: node.id }) }]
      : []),
    ...(spec?.runs && context.counted !== undefined
      ? [
          {
            key: "traffic",
            label: count === undefined ? figures : `${figures} ${number(count, i18n.language)}`,
            content: <Traffic flowId={context.flowId} version={context.counted} node={node} />,
          },
        ]
      : []),
  ];
  return (
    <>
      <header className="flex items-center gap-2.5 pt-3 pr-2 pb-2 pl-4">
        <Tile spec={spec} size="large" />
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-base font-medium">
            {names.isOwn(node) ? <Words>{names.node(node)}</Words> : names.node(node)}
          </h2>
          <p className="truncate text-xs text-ink-3">{names.kind(node)}</p>
        </div>
        <CloseButton />
      </header>
      <div ref={body} className="min-h-0 flex-1 overflow-y-auto border-t border-line">
        {tabs.length > 1 ? (
          <InspectorTabs label={t("canvas.inspector.label")} value={tab} onChange={setTab} tabs={tabs} />
        ) : (
          setup
        )}
      </div>
      {!readOnly && <Foot node={node} onRun={tested && tab !== "test" ? () => setTab("test") : null} />}
    </>
  );
}

function Traffic(props: ComponentProps<typeof NodeTraffic>) {
  return (
    <Suspense fallback={null}>
      <NodeTraffic {...props} />
    </Suspense>
  );
}

function Foot({ node, onRun }: { node: FlowNode; onRun: (() => void) | null }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  return (
    <footer className="flex items-center gap-1 border-t border-line px-4 py-2.5">
      {onRun && (
        <Button icon={FlaskConical} onClick={onRun}>
          {t("canvas.inspector.run")}
        </Button>
      )}
      <span className="flex-1" />
      <IconButton icon={Copy} label={t("canvas.inspector.duplicate")} onClick={() => duplicateSelected(editor)} />
      <IconButton icon={Trash2} label={t("canvas.inspector.remove")} onClick={() => remove(editor, node.id)} />
    </footer>
  );
}

function NodeForm({ node, spec }: { node: FlowNode; spec: NodeSpec | undefined }) {
  const { t } = useTranslation();
  const say = useSpecWords();
  const names = useNames();
  const editor = useEditorApi();
  const findings = useEditor((state) => state.findings);
  const change = (data: Data, path: string) => {
    const { edit, specs } = editor.getState();
    edit((graph) => setData(graph, node.id, data, specs), `${node.id} ${path}`);
  };
  return (
    <>
      {spec?.help && <p className="text-xs text-ink-3">{say(spec.help)}</p>}
      <div data-field="label">
        <Field label={t("canvas.inspector.name")} optional>
          {(aria) => (
            <TextInput
              {...aria}
              value={node.label ?? ""}
              placeholder={names.type(node.type)}
              maxLength={200}
              onChange={(label) =>
                editor.getState().edit((graph) => setLabel(graph, node.id, label), `${node.id} label`)
              }
            />
          )}
        </Field>
      </div>
      {spec ? <SpecForm node={node} spec={spec} findings={findings} onChange={change} /> : <Unknown node={node} />}
      <GroupChoice id={node.id} />
    </>
  );
}

/** A type that this Tron does not know: it is kept as it is. */
function Unknown({ node }: { node: FlowNode }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="text-warning">{t("canvas.inspector.unknown", { type: node.type })}</p>
      <pre translate="no" className="overflow-x-auto rounded-md bg-sunken p-2.5 font-mono text-xs text-ink-2">
        {JSON.stringify(node.data, null, 2)}
      </pre>
    </>
  );
}
