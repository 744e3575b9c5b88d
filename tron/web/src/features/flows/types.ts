import type { components } from "@/lib/schema";

/** A flow as the API shows it. A canvas is read leniently: what this page does not know is kept. */

export type FlowNode = {
  id: string;
  type: string;
  position: { x: number; y: number };
  data: Record<string, unknown>;
  label?: string | null;
};

export type FlowEdge = {
  id: string;
  source: string;
  target: string;
  sourceHandle?: string | null;
  label?: string | null;
};

export type FlowCanvas = {
  schema_version?: number;
  nodes: FlowNode[];
  edges: FlowEdge[];
  viewport?: { x: number; y: number; zoom: number };
};

type Schemas = components["schemas"];
/** The API takes any canvas and says what is wrong with it; what it gives back has this shape. */
type Drawn<Shown extends { canvas_data: unknown }> = Omit<Shown, "canvas_data"> & { canvas_data: FlowCanvas };

export type FlowSummary = Schemas["FlowSummary"];
export type FlowPage = Schemas["FlowPage"];
export type FlowUser = Schemas["FlowUser"];
export type Flow = Drawn<Schemas["FlowOut"]>;
export type FlowTemplate = Drawn<Schemas["FlowTemplateOut"]>;
export type FlowVersion = Schemas["FlowVersionOut"];
export type Finding = Schemas["FindingOut"];
export type FlowTraffic = Schemas["FlowTraffic"];
export type FlowDiff = Schemas["FlowDiff"];
export type NamedNode = Schemas["DiffNode"];
export type FieldChange = Schemas["FieldChange"];

/** A side of a comparison: the draft, or a published version. */
export type Side = "draft" | number;

export type NodeTestBody = Schemas["TestNodeIn"];
export type NodeTestResult = Schemas["TestNodeOut"];

/** One thing that happened in a simulation; over the socket what is null is left out. */
export type Step = Partial<Schemas["Step"]> & Pick<Schemas["Step"], "type">;

export type Scenario = Schemas["ScenarioOut"];
export type ScenarioIn = Schemas["ScenarioIn"];
export type ScenarioRun = Schemas["ScenarioRunOut"];
export type ScenarioTry = Schemas["TryOut"];
export type Assertion = Scenario["assertions"][number];
export type CallerTurn = Schemas["CallerTurn"];
