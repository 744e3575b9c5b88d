import { describe, expect, test } from "vitest";
import { TEXT_SETS } from "@/lib/i18n";
import { texts } from "./en";

const sets = import.meta.glob<object>("./*/sets/*.ts", { import: "texts", eager: true });
const setOf = new Map(
  Object.entries(sets).flatMap(([path, texts]) =>
    path.startsWith("./en/") ? Object.keys(texts).map((part) => [part, nameOf(path)]) : [],
  ) as [string, string][],
);

function nameOf(path: string): string {
  return /(\w+)\.ts$/.exec(path)?.[1] ?? "";
}

const sources = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!/src/**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What a module imports, at once or later, and the parts of the catalogue that it has keys of. */
type Module = { imports: string[]; parts: Set<string> };

const modules = new Map<string, Module>();

function read(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const source = sources[file] ?? "";
  const module = { imports: importsOf(file, source), parts: partsOf(source) };
  modules.set(file, module);
  return module;
}

function importsOf(file: string, source: string): string[] {
  const named = source.matchAll(/(?:^(?:import|export) (?!type )[^;"]*?|import\()"([@.][^"]+)"/gm);
  return [...named].flatMap(([, name = ""]) => {
    const { pathname } = new URL(name.replace(/^@\//, "/src/"), `http://pages${file}`);
    return ["", ".ts", ".tsx", "/index.ts"].map((end) => pathname + end).filter((path) => path in sources);
  });
}

/** Keys stand in sources as `"part.rest"`, or as a template that begins so. */
function partsOf(source: string): Set<string> {
  const named = [...source.matchAll(/["'`]([a-zA-Z]+)\.([\w.]*)(?:["'`]|\$\{)/g)];
  return new Set(named.flatMap(([text, part = "", rest = ""]) => (says(part, rest, text.endsWith("{")) ? [part] : [])));
}

function says(part: string, rest: string, open: boolean): boolean {
  if (!Object.hasOwn(texts, part)) return false;
  const found = keys(texts[part as keyof typeof texts]);
  return found.some((key) => (open ? key.startsWith(rest) : key === rest || key.replace(/_(one|other)$/, "") === rest));
}

function keys(tree: object, prefix = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keys(value, `${prefix}${key}.`),
  );
}

/** Everything that may run on a page: the router's other pages are not part of it. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const next = read(file).imports.filter((path) => !/^\/src\/(pages|locales)\//.test(path));
  for (const path of next) reachable(path, seen);
  return seen;
}

/** The sets, beyond the shell, that a page and what it draws have keys of. */
function spokenBy(file: string): string[] {
  const files = [...reachable(file)];
  const parts = new Set(files.flatMap((path) => [...read(path).parts]));
  if (files.includes("/src/hooks/useServerWords.ts")) parts.add("server");
  const needed = new Set([...parts].map((part) => setOf.get(part) ?? part));
  return [...needed].filter((set) => set !== "shell").sort();
}

const ROUTER = sources["/src/app/router.tsx"] ?? "";
const routes = [...ROUTER.matchAll(/import\("@\/pages\/(\w+)"\),?([^)]*)\)/g)];
const pages = new Map(
  routes.map(([, page = "", named = ""]) => [page, [...named.matchAll(/"(\w+)"/g)].map(([, set]) => set).sort()]),
);

describe("texts come with the page that needs them", () => {
  test("every page of the router is read here", () => {
    expect([...pages.keys()].sort()).toEqual([...new Set(ROUTER.match(/(?<=@\/pages\/)\w+/g))].sort());
    expect(spokenBy("/src/pages/Flows.tsx")).toContain("flows");
  });

  test.each([...pages])("%s", (page, named) => {
    expect(named).toEqual(spokenBy(`/src/pages/${page}.tsx`));
  });

  test("what stands around every page needs the shell alone", () => {
    expect(spokenBy("/src/main.tsx").filter((set) => set !== "server")).toEqual([]);
  });

  test("each language has the same sets, and each part is in one of them", () => {
    const names = (language: string) =>
      Object.keys(sets).flatMap((path) => (path.startsWith(`./${language}/`) ? [nameOf(path)] : []));
    expect(names("en").sort()).toEqual([...TEXT_SETS, "shell"].sort());
    expect(names("hi")).toEqual(names("en"));
    for (const name of names("en")) {
      expect(Object.keys(sets[`./hi/sets/${name}.ts`] ?? {})).toEqual(Object.keys(sets[`./en/sets/${name}.ts`] ?? {}));
    }
    const files = Object.keys(import.meta.glob("./en/*.json")).map((path) =>
      path.slice("./en/".length, -".json".length),
    );
    expect([...setOf.keys()].sort()).toEqual(files.sort());
  });
});
