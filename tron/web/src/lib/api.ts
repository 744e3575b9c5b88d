import createClient from "openapi-fetch";
import { apiBase } from "./base";
import { ApiError, malformed, toApiError } from "./errors";
import type { paths } from "./schema";

const WAIT_MS = 15_000;

/** The typed client. Addresses and shapes come from openapi.json through schema.d.ts. */
export const client = createClient<paths>({
  baseUrl: apiBase(),
  // Looked up at each request, so that tests can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
});

/** What a GET of `Path` answers with 200. */
export type Got<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Data } } } };
}
  ? Data
  : never;

type Answer<Data> = { data?: Data; error?: unknown; response: Response };

/** The answer's data, else a thrown `ApiError`; a server that stays silent counts as one after 15 s, or `waitMs`. */
export async function read<Data>(request: Promise<Answer<Data>>, waitMs = WAIT_MS): Promise<Data> {
  const { data, error, response } = await answered(request, waitMs);
  if (!response.ok) throw toApiError(error, response.status);
  if (data === undefined || data === null) throw malformed(response.status);
  return data;
}

/** Waits for an answer of any status; throws an `ApiError` when none comes. */
export async function answered<Data>(request: Promise<Answer<Data>>, waitMs = WAIT_MS): Promise<Answer<Data>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiError("timeout", 0)), waitMs);
  });
  try {
    return await Promise.race([request, silence]);
  } catch (problem) {
    if (problem instanceof ApiError) throw problem;
    // fetch rejects with a TypeError when nobody answers; a body that is not JSON is a SyntaxError.
    throw problem instanceof SyntaxError ? malformed(0) : new ApiError("unreachable", 0);
  } finally {
    clearTimeout(timer);
  }
}
