import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { aCanvas, FLOW_ID } from "@/testing/flows";
import { at, server } from "@/testing/server";
import { validateFlow } from "./api";

test("a finding names its field as the node's form does", async () => {
  const finding = { code: "empty_text", severity: "error", edge_id: null, message: "Empty.", fix: "Write something." };
  server.use(
    http.post(at(`/api/tron/flows/${FLOW_ID}/validate`), () =>
      HttpResponse.json({
        findings: [
          { ...finding, node_id: "greet", field: "data.text" },
          { ...finding, node_id: "want", field: "data.intents.0.keywords" },
          { ...finding, node_id: null, field: null },
        ],
      }),
    ),
  );
  const found = await validateFlow(FLOW_ID, aCanvas());
  expect(found.map(({ field }) => field)).toEqual(["text", "intents.0.keywords", null]);
});
