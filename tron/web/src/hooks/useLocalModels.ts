import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";

type Answer = Got<"/api/tron/models/local">;
export type LocalModels = Answer & { suggested: string };

/** An Ollama that runs and has a model; null where none does. Nothing is changed by finding it. */
export function useLocalModels(): LocalModels | null {
  const { data } = useSWR("/api/tron/models/local", () => read(client.GET("/api/tron/models/local")), {
    shouldRetryOnError: false,
  });
  return data && data.provider !== null && data.suggested !== null ? { ...data, suggested: data.suggested } : null;
}
