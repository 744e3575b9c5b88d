import { act, screen } from "@testing-library/react";
import useSWR from "swr";
import { expect, test, vi } from "vitest";
import { useUi } from "@/stores/ui";
import { renderAlone } from "@/testing/render";

function Greeting({ onDraw }: { onDraw: () => void }) {
  const { data } = useSWR("greeting", async () => "Namaste");
  onDraw();
  return <p>{data}</p>;
}

test("a change of theme draws nothing again that shows server data", async () => {
  const onDraw = vi.fn();
  renderAlone(<Greeting onDraw={onDraw} />);
  await screen.findByText("Namaste");
  onDraw.mockClear();
  act(() => useUi.getState().setTheme("light"));
  expect(document.documentElement).toHaveAttribute("data-theme", "light");
  expect(onDraw).not.toHaveBeenCalled();
});
