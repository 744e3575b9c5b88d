import useSWR from "swr";
import { client, type Got, read } from "@/lib/api";
import type { GuideName } from "@/lib/guides";

export type Guide = Got<"/api/tron/docs/{name}">;

/** One guide in the page's language; a language without guides reads the English one. */
export function useGuide(name: GuideName, language: string) {
  const written = language.startsWith("hi") ? "hi" : "en";
  return useSWR(["/api/tron/docs", name, written] as const, ([, guide, spoken]) =>
    read(client.GET("/api/tron/docs/{name}", { params: { path: { name: guide }, query: { language: spoken } } })),
  );
}
