import { expect, test } from "vitest";
import { apiBase, basePath } from "./base";

test.each([
  ["http://127.0.0.1:8100/", "", "http://127.0.0.1:8100"],
  ["https://host.example/apps/tron/", "/apps/tron", "https://host.example/apps/tron"],
])("the prefix comes from the base address %s", (baseURI, path, api) => {
  expect(basePath({ baseURI })).toBe(path);
  expect(apiBase({ baseURI })).toBe(api);
});
