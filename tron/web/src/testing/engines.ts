import { HttpResponse, http } from "msw";
import type { Engine, Engines, Model } from "@/features/engines/api";
import { at } from "./server";

export function anEngine(over: Partial<Engine> = {}): Engine {
  return {
    name: "llm",
    title: "Language model (llama.cpp)",
    state: "ready",
    detail: "",
    hint: "",
    model: "smollm2-135m",
    problem: null,
    languages: [],
    hint_code: null,
    problem_code: null,
    ...over,
  };
}

export function aModel(over: Partial<Model> = {}): Model {
  return {
    id: "qwen2.5-1.5b-instruct",
    kind: "chat",
    title: "Qwen2.5 1.5B Instruct",
    about: "Lets built-in agents answer freely.",
    licence: "Apache-2.0",
    licence_url: "https://example.com/licence",
    commercial_use: true,
    languages: ["en", "hi"],
    bytes: 1_117_320_736,
    memory_bytes: 2_200_000_000,
    fits: true,
    checksum: "catalogue",
    state: "available",
    done_bytes: 0,
    bytes_per_second: null,
    problem: null,
    installed_at: null,
    in_use: false,
    ...over,
  };
}

export function someEngines(over: Partial<Engines> = {}): Engines {
  return {
    engines: [anEngine()],
    models: [aModel()],
    memory_bytes: 8_000_000_000,
    free_disk_bytes: 40_000_000_000,
    source: "https://models.example.com",
    restarting: false,
    ...over,
  };
}

/** Answers with these engines. */
export const enginesAre = (over: Partial<Engines> = {}) =>
  http.get(at("/api/tron/engines"), () => HttpResponse.json(someEngines(over)));
