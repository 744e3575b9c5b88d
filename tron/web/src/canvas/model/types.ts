import type { FlowCanvas, FlowEdge, FlowNode } from "@/features/flows/types";

export type { Finding, Flow, FlowCanvas, FlowEdge, FlowNode } from "@/features/flows/types";

export const CATEGORIES = ["triggers", "speech", "logic", "actions", "endings", "helpers"] as const;
export type Category = (typeof CATEGORIES)[number];

/** A JSON schema, of which the inspector reads what it knows. */
export type Schema = { readonly [key: string]: unknown };

/** A fixed way out, or (`rows`) one for each row of `data[rows]`. */
export type HandleSpec = {
  id: string | null;
  title: string | null;
  needed: boolean;
  fallback: boolean;
  rows: string | null;
  row_id: string | null;
  row_title: string | null;
};

/** A node type as GET /flows/node-types describes it. */
export type NodeSpec = {
  type: string;
  category: Category;
  icon: string;
  title: string;
  help: string;
  handles: readonly HandleSpec[];
  data_schema: Schema;
  defaults: Readonly<Record<string, unknown>>;
  is_start: boolean;
  is_end: boolean;
  runs: boolean;
  entered_by_edge: boolean;
};

export type Specs = ReadonlyMap<string, NodeSpec>;
export type Data = FlowNode["data"];

/** What a person edits. Every edit makes a new one and keeps the objects that did not change. */
export type Graph = { readonly nodes: readonly FlowNode[]; readonly edges: readonly FlowEdge[] };
export type Point = { x: number; y: number };

/** A way out of a node that is drawn as a handle. */
export type Way = {
  id: string;
  title: string;
  needed: boolean;
  fallback: boolean;
  /** No handle of the type's has this id; an edge that was left behind has. */
  stray: boolean;
};

/** The end of a new edge that is known already. */
export type Origin = { node: string; way: string };

export const graphOf = ({ nodes, edges }: FlowCanvas): Graph => ({ nodes, edges });
