import { Cable, CirclePlus, Link2Off, Pencil, Tag, Trash2, Ungroup } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Words } from "@/components/Words";
import { useFindingWords } from "../hooks/useFindingWords";
import { type Names, useNames } from "../hooks/useNames";
import { removeEdges } from "../model/edits";
import { isGroup, membersOf } from "../model/groups";
import { type Exit, type OutlineRow, outlineOf } from "../model/outline";
import { remove, show, showEdge, ungroup } from "../store/actions";
import { useEditor, useEditorApi } from "../store/context";
import type { Editor } from "../store/editor";
import { edgeOf, worst } from "../store/views";
import { Tile } from "./Tile";

/** The flow as a list, in the order in which a call may come by. A whole flow can be built here with the keyboard alone. */
export function Outline() {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const graph = useEditor((state) => state.graph);
  const specs = useEditor((state) => state.specs);
  const readOnly = useEditor((state) => state.readOnly);
  const rows = useMemo(() => outlineOf(graph, specs), [graph, specs]);
  const list = useRef<HTMLUListElement>(null);
  return (
    <section aria-label={t("canvas.outline.label")} className="min-w-0 overflow-y-auto bg-page p-4 pb-24">
      <div className="mb-2 flex items-center gap-2">
        <p className="flex-1 text-xs text-ink-3">
          {t(readOnly ? "canvas.outline.helpReadOnly" : "canvas.outline.help")}
        </p>
        {!readOnly && (
          <Button
            icon={CirclePlus}
            onClick={() => editor.getState().set({ asked: { kind: "add", origin: null, at: null, edge: null } })}
          >
            {t("canvas.outline.add")}
          </Button>
        )}
      </div>
      {rows.length === 0 && <p className="py-8 text-center text-ink-3">{t("canvas.inspector.empty")}</p>}
      <ul
        ref={list}
        onKeyDown={(event) => walkRows(event, list.current, editor)}
        className="flex max-w-4xl flex-col gap-1.5"
      >
        {rows.map((row) => (
          <Row key={row.node.id} row={row} readOnly={readOnly} />
        ))}
      </ul>
    </section>
  );
}

/** Up and down walk along the nodes' names, with Shift they select; Tab goes through the buttons of a row. */
function walkRows(event: KeyboardEvent, list: HTMLElement | null, editor: Editor): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || !list) return;
  const names = [...list.querySelectorAll<HTMLElement>("[data-row]")];
  const row = event.target instanceof Element ? event.target.closest("li[data-node]") : null;
  const at = names.findIndex((name) => row?.contains(name));
  const next = names[at + step];
  next?.focus();
  event.preventDefault();
  const ids = [names[at], next].flatMap((name) => name?.closest<HTMLElement>("[data-node]")?.dataset["node"] ?? []);
  const { selected, select } = editor.getState();
  if (event.shiftKey) select([...selected, ...ids]);
}

function Row({ row: { node, depth, exits, reached, group }, readOnly }: { row: OutlineRow; readOnly: boolean }) {
  const { t } = useTranslation();
  const names = useNames();
  const editor = useEditorApi();
  const spec = useEditor(({ specs }) => specs.get(node.type));
  const selected = useEditor((state) => state.selected.has(node.id));
  const trouble = useEditor(({ findings }) => worst(findings, node.id));
  const tell = useFindingWords();
  const name = names.node(node);
  const tone = trouble?.severity === "error" ? "border-danger" : "border-line";
  return (
    <li
      data-node={node.id}
      style={{ marginLeft: `${Math.min(depth, 8) * 1.25}rem` }}
      className={`rounded-lg border bg-surface-1 p-2 ${selected ? "border-accent" : tone}`}
    >
      <div className="flex items-center gap-2.5">
        <Tile spec={spec} />
        <button
          type="button"
          data-row
          aria-current={selected || undefined}
          className="min-w-0 flex-1 rounded-sm text-left"
          onClick={(event) =>
            event.shiftKey || event.ctrlKey || event.metaKey ? toggle(editor, node.id) : show(editor, node.id)
          }
        >
          <span className="block truncate font-medium">{names.isOwn(node) ? <Words>{name}</Words> : name}</span>
          <span className="block truncate text-xs text-ink-3">
            {isGroup(node) ? t("canvas.group.count", { count: membersOf(node).length }) : names.kind(node)}
            {group && <InGroup name={names.node(group)} />}
            {!reached && spec?.runs !== false && ` · ${t("canvas.outline.unreached")}`}
          </span>
        </button>
        {!readOnly && (
          <>
            <IconButton
              icon={Pencil}
              label={t("canvas.outline.edit", { name })}
              onClick={() => show(editor, node.id, null, true)}
            />
            {isGroup(node) ? (
              <IconButton
                icon={Ungroup}
                label={t("canvas.outline.ungroup", { name })}
                onClick={() => ungroup(editor, node.id)}
              />
            ) : (
              <IconButton
                icon={Trash2}
                label={t("canvas.outline.remove", { name })}
                onClick={() => remove(editor, node.id)}
              />
            )}
          </>
        )}
      </div>
      {trouble && (
        <p className={`mt-1 pl-9 text-xs ${trouble.severity === "error" ? "text-danger" : "text-warning"}`}>
          <Words>{tell(trouble).message}</Words>
        </p>
      )}
      {exits.length > 0 && (
        <ul className="mt-1 flex flex-col gap-0.5 pl-9">
          {exits.map((exit) => (
            <Way key={exit.way.id} node={node.id} exit={exit} names={names} readOnly={readOnly} />
          ))}
        </ul>
      )}
    </li>
  );
}

function InGroup({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <>
      {" · "}
      {t("canvas.outline.inGroup")} <Words>{name}</Words>
    </>
  );
}

/** Takes a node into the selection, or out of it. */
function toggle(editor: Editor, id: string): void {
  const { selected, select } = editor.getState();
  select(selected.has(id) ? [...selected].filter((one) => one !== id) : [...selected, id]);
}

function Way({ node, exit, names, readOnly }: { node: string; exit: Exit; names: Names; readOnly: boolean }) {
  const { t } = useTranslation();
  const editor = useEditorApi();
  const { set, edit } = editor.getState();
  const { way, edge, target } = exit;
  const origin = { node, way: way.id };
  const title = names.way(way);
  const drawn = useEditor((state) => edgeOf(state, edge));
  const selected = useEditor((state) => edge !== null && state.selectedEdges.has(edge));
  return (
    <li
      data-way
      aria-current={selected || undefined}
      className={`flex min-h-8 items-center gap-2 rounded-sm text-xs ${selected ? "bg-accent-soft" : ""}`}
    >
      <span className="text-ink-3">{title}</span>
      {drawn?.label && (
        <span className="max-w-40 truncate rounded-sm border border-line-2 bg-surface-2 px-1.5 text-ink-2">
          <Words>{drawn.label}</Words>
        </span>
      )}
      <span className="min-w-0 flex-1 truncate">
        {target ? (
          <button
            type="button"
            className="rounded-xs text-accent hover:underline"
            onClick={() => show(editor, target.id)}
          >
            <span aria-hidden>→ </span>
            <Words>{names.node(target)}</Words>
          </button>
        ) : (
          <span className={way.needed ? "text-warning" : "text-ink-3"}>{t("canvas.outline.open")}</span>
        )}
      </span>
      {!readOnly && (
        <>
          <IconButton
            icon={CirclePlus}
            label={t("canvas.outline.addAfter", { way: title })}
            onClick={() => set({ asked: { kind: "add", origin, at: null, edge: null } })}
          />
          <IconButton
            icon={Cable}
            label={t("canvas.outline.connect", { way: title })}
            onClick={() => set({ asked: { kind: "connect", origin } })}
          />
          {edge !== null && (
            <>
              <IconButton
                icon={Tag}
                label={t("canvas.outline.labelWay", { way: title })}
                onClick={() => showEdge(editor, edge, true)}
              />
              <IconButton
                icon={Link2Off}
                label={t("canvas.outline.cut", { way: title })}
                onClick={() => edit((graph) => removeEdges(graph, new Set([edge])))}
              />
            </>
          )}
        </>
      )}
    </li>
  );
}
