// Writes src/lib/schema.d.ts from openapi.json; with --check only says whether it is current.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const source = new URL("../openapi.json", import.meta.url);
const target = new URL("../src/lib/schema.d.ts", import.meta.url);
const note = "// Generated from openapi.json by `npm run generate`. Do not edit.\n\n";
const wanted = note + astToString(await openapiTS(source, { alphabetize: true }));

if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== wanted) {
    console.error("src/lib/schema.d.ts is older than openapi.json. Run `npm run generate` in tron/web.");
    process.exit(1);
  }
} else {
  writeFileSync(target, wanted);
}
