import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const FORBIDDEN = [
  ["src/features/calls", "../agents/api"],
  ["src/features/calls", "@/features/agents/api"],
  ["src/features/calls/components", "../../agents/api"],
  ["src/features/calls/components", "@/features/agents/api"],
  ["src/features/calls/hooks", "@/pages/Calls"],
  ["src/components", "@/features/calls/api"],
  ["src/components/layout", "@/app/router"],
  ["src/hooks", "../features/calls/api"],
  ["src/lib", "@/components/Card"],
  ["src/stores", "@/features/calls/api"],
  ["src/pages", "@/app/router"],
] as const;

const ALLOWED = [
  ["src/features/calls/components", "../api"],
  ["src/features/calls", "@/lib/api"],
  ["src/features/calls", "@/components/Badge"],
  ["src/components/layout", "../Button"],
  ["src/pages", "@/features/calls/components/CallList"],
  ["src/app", "@/features/health/components/HealthSummary"],
] as const;

const folder = mkdtempSync(join(tmpdir(), "tron-zones-"));
const probe = (index: number, zone: string) => `${zone}/probe${index}.ts`;
let refused = "";

// One run of the linter, with the real configuration, over files that import across each border.
beforeAll(() => {
  copyFileSync("biome.json", join(folder, "biome.json"));
  [...FORBIDDEN, ...ALLOWED].forEach(([zone, from], index) => {
    const path = join(folder, probe(index, zone));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import { thing } from "${from}";\n\nexport const used = thing;\n`);
  });
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--only=style/noRestrictedImports", "--reporter=github", "--max-diagnostics=none", "."];
  refused = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" }).stdout;
});

afterAll(() => rmSync(folder, { recursive: true }));

test.each(FORBIDDEN.map(([zone, from], index) => [zone, from, index] as const))(
  "%s may not import %s",
  (zone, _, index) => expect(refused).toContain(`/${probe(index, zone)},`),
);

test.each(ALLOWED.map(([zone, from], index) => [zone, from, index + FORBIDDEN.length] as const))(
  "%s may import %s",
  (zone, _, index) => expect(refused).not.toContain(`/${probe(index, zone)},`),
);
