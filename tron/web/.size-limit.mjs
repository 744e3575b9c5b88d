// Reads the build's manifest: what the first page loads, and each route's own chunk. Fonts are apart.
import { readFileSync } from "node:fs";

/** @typedef {{ file: string, isEntry?: boolean, isDynamicEntry?: boolean, imports?: string[], css?: string[] }} Chunk */
/** @type {Record<string, Chunk>} */
const chunks = JSON.parse(readFileSync(new URL("./dist/.vite/manifest.json", import.meta.url), "utf8"));

/** @param {string} name @param {Set<string>} files @returns {Set<string>} */
function withImports(name, files = new Set()) {
  const chunk = chunks[name];
  if (!chunk || files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const next of chunk.imports ?? []) withImports(next, files);
  return files;
}

/** @param {Iterable<string>} files */
const inDist = (files) => [...files].map((file) => `dist/${file}`);

const names = Object.keys(chunks);
const initial = new Set(names.filter((name) => chunks[name]?.isEntry).flatMap((name) => [...withImports(name)]));
// Texts come beside the pages.
const lazy = names.filter((name) => chunks[name]?.isDynamicEntry && !name.endsWith(".json"));

export default [
  { name: "first page, JS and CSS", path: inDist(initial), limit: "200 kB", gzip: true },
  ...lazy.map((name) => ({
    name,
    path: inDist([...withImports(name)].filter((file) => !initial.has(file))),
    limit: "150 kB",
    gzip: true,
  })),
];
