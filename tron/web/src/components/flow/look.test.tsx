import { render, screen } from "@testing-library/react";
import { Box } from "lucide-react";
import { HttpResponse, http } from "msw";
import { expect, test } from "vitest";
import { allNodeTypes } from "@/testing/nodeTypes";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { categoryLook, iconOf } from "./look";
import { NodeTile } from "./NodeTile";

test("a type is drawn as it says itself, whatever it is called", async () => {
  const [known] = allNodeTypes;
  const made = { ...known, type: "from_the_future", icon: "mic", category: "speech" };
  server.use(http.get(at("/api/tron/flows/node-types"), () => HttpResponse.json({ items: [made] })));
  const { container } = renderAlone(<NodeTile type="from_the_future" />);
  await screen.findByText("", { selector: ".lucide-mic" });
  expect(container.querySelector("span")).toHaveClass("bg-node-speech-soft", "text-node-speech");
});

test("a type that nobody knows is a question mark, an icon that this page has not a box", () => {
  const Unknown = iconOf(undefined);
  const Strange = iconOf({ icon: "no-such-icon", category: "logic" });
  const { container } = render(
    <>
      <Unknown />
      <Strange />
    </>,
  );
  const [first, second] = container.querySelectorAll("svg");
  expect(first).toHaveClass("lucide-circle-question-mark");
  expect(second).toHaveClass("lucide-box");
  expect(categoryLook(undefined).tile).toBe(categoryLook({ icon: "box", category: "helpers" }).tile);
});

test("every type of this Tron has an icon that is drawn", () => {
  const boxed = allNodeTypes.filter(({ icon, ...type }) => icon !== "box" && iconOf({ icon, ...type }) === Box);
  expect(boxed.map(({ type, icon }) => `${type}: ${icon}`)).toEqual([]);
});
