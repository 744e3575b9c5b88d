import useSWR, { mutate } from "swr";
import { client, type Got, read } from "@/lib/api";

export type Engines = Got<"/api/tron/engines">;
export type Engine = Engines["engines"][number];
export type Model = Engines["models"][number];
export type ModelKind = Model["kind"];

const KEY = "/api/tron/engines";
const CALM_MS = 15_000;
const BUSY_MS = 1_000;

/** The engines and their models, read each second while something moves. */
export function useEngines() {
  return useSWR(KEY, () => read(client.GET(KEY)), {
    refreshInterval: (latest) => (latest && isMoving(latest) ? BUSY_MS : CALM_MS),
  });
}

/** Starts a download, or goes on with one that failed. */
export async function fetchModel(id: string): Promise<void> {
  renew(await read(client.POST("/api/tron/engines/downloads", { body: { model: id } })));
}

/** Cancels a download and throws away what has come, or removes the model. */
export async function removeModel(id: string): Promise<void> {
  renew(await read(client.DELETE("/api/tron/engines/downloads/{model}", { params: { path: { model: id } } })));
}

function renew(model: Model): void {
  void mutate<Engines>(
    KEY,
    (known) => known && { ...known, models: known.models.map((old) => (old.id === model.id ? model : old)) },
  );
}

/** Whether a model is on its way. */
export function isComing(model: Model): boolean {
  return model.state === "queued" || model.state === "downloading" || model.state === "checking";
}

function isMoving({ engines, models, restarting }: Engines): boolean {
  return restarting || models.some(isComing) || engines.length === 0 || engines.some((one) => one.state === "loading");
}
