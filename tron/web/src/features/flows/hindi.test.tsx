import { screen } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { expect, test, vi } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { aCanvas } from "@/testing/flows";
import { allNodeTypes } from "@/testing/nodeTypes";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { Findings } from "./components/Findings";
import type { Finding } from "./types";

test("what stands in the way of publishing is told in the page's language", async () => {
  await speak("hi");
  useUi.setState({ language: "hi" });
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: allNodeTypes })));
  const here = { severity: "error", node_id: "want", edge_id: null, field: null } as const;
  const findings: Finding[] = [
    { ...here, code: "missing_edge", message: "Nothing is connected to “None of these”.", fix: "Connect it again." },
    { ...here, code: "empty_text", message: "Write the question.", fix: "Write the question." },
    { ...here, code: "brand_new", message: "Something else.", fix: "Mend it." },
  ];
  renderAlone(<Findings findings={findings} canvas={aCanvas()} onShow={vi.fn()} />);
  await screen.findByText("“इनमें से कोई नहीं” से कुछ नहीं जुड़ा है। इसे फिर से जोड़ें।");
  expect(screen.getByText("सवाल लिखें।")).toBeInTheDocument();
  expect(screen.getByText("Something else. Mend it.")).toBeInTheDocument();
});
