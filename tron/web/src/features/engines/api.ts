import { useCallback } from "react";
import useSWR, { useSWRConfig } from "swr";
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

/** What can be done with a model; the list shows the answer at once. */
export function useModelActions(id: string) {
  const { mutate } = useSWRConfig();
  const renew = useCallback(
    (model: Model) =>
      mutate<Engines>(
        KEY,
        (known) => known && { ...known, models: known.models.map((old) => (old.id === model.id ? model : old)) },
      ),
    [mutate],
  );
  return {
    /** Starts a download, or goes on with one that failed. */
    bring: async () => {
      await renew(await read(client.POST("/api/tron/engines/downloads", { body: { model: id } })));
    },
    /** Cancels a download and throws away what has come, or removes the model. */
    remove: async () => {
      const params = { path: { model: id } };
      await renew(await read(client.DELETE("/api/tron/engines/downloads/{model}", { params })));
    },
  };
}

/** Whether a model is on its way. */
export function isComing(model: Model): boolean {
  return model.state === "queued" || model.state === "downloading" || model.state === "checking";
}

function isMoving({ engines, models, restarting }: Engines): boolean {
  return restarting || models.some(isComing) || engines.length === 0 || engines.some((one) => one.state === "loading");
}
