import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import { scriptOf } from "@/lib/format";
import { useNodeNames } from "../hooks/useNodeTypes";
import { type Leaf, leavesOf, piecesOf } from "../leaves";
import type { FieldChange } from "../types";

const GONE = "rounded-xs bg-danger-soft text-danger line-through";
const NEW = "rounded-xs bg-success-soft text-success no-underline";

/** One field of a node before and after: texts word by word, lists and objects place by place. */
export function FieldDiff({ type, field }: { type: string; field: FieldChange }) {
  const title = useNodeNames().ofField(type, field.path);
  const whole: Leaf = { ...field, path: "" };
  const found = isPlain(field.before) || isPlain(field.after) ? [] : leavesOf(field.before, field.after);
  // A list whose rows only changed places is shown as a whole.
  const leaves = found.length > 0 ? found : [whole];
  return (
    <dl className="mr-4 ml-11 border-l border-line-2 pb-1.5 pl-3 text-xs">
      {leaves.map((leaf) => (
        <div key={leaf.path} className="py-0.5">
          <dt className="text-ink-3">
            <Words>{leaf.path ? `${title} · ${leaf.path}` : title}</Words>
          </dt>
          <dd className="whitespace-pre-line [overflow-wrap:anywhere]">
            <Change leaf={leaf} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function Change({ leaf: { before, after } }: { leaf: Leaf }) {
  const { t } = useTranslation();
  if (typeof before === "string" && typeof after === "string" && before !== "" && after !== "") {
    return piecesOf(before, after).map(({ kind, text }, index) => {
      const Tag = { same: "span", gone: "del", new: "ins" }[kind] as "span" | "del" | "ins";
      const look = { same: "", gone: GONE, new: NEW }[kind];
      return (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of two fixed texts never move
        <Tag key={index} translate="no" lang={scriptOf(text)} className={look}>
          {text}
        </Tag>
      );
    });
  }
  return (
    <span className="flex flex-wrap gap-x-2 gap-y-0.5">
      <Value Tag="del" look={GONE} value={before} none={t("flows.diff.none")} />
      <Value Tag="ins" look={NEW} value={after} none={t("flows.diff.none")} />
    </span>
  );
}

type ValueProps = { Tag: "del" | "ins"; look: string; value: unknown; none: string };

function Value({ Tag, look, value, none }: ValueProps) {
  if (value === undefined || value === null || value === "") return <Tag className={look}>{none}</Tag>;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return (
    <Tag translate="no" lang={scriptOf(text)} className={look}>
      {text}
    </Tag>
  );
}
