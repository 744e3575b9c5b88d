import { screen, waitFor } from "@testing-library/react";
import userEvent, { PointerEventsCheckLevel } from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { useForm, useWatch } from "react-hook-form";
import { expect, test } from "vitest";
import { speak } from "@/lib/i18n";
import { useUi } from "@/stores/ui";
import { renderAlone } from "@/testing/render";
import { at, server } from "@/testing/server";
import { untranslated } from "@/testing/untranslated";
import { ToolFields } from "./components/ToolFields";
import { type AgentForm, blankForm } from "./fields";

const user = userEvent.setup({ pointerEventsCheck: PointerEventsCheckLevel.Never });

function Form({ chosen }: { chosen: string[] }) {
  const values = { ...blankForm([]), tools_enabled: chosen };
  const form = useForm<AgentForm>({ defaultValues: values });
  const now = useWatch({ control: form.control, name: "tools_enabled" });
  return (
    <>
      <ToolFields editor={{ form, values, base: { values, revision: 1 } }} />
      <output translate="no">{now.join(" ")}</output>
    </>
  );
}

const box = (name: string | RegExp) => screen.findByRole("checkbox", { name });
const chosen = () => screen.getByRole("status").textContent;

test("tools are ticked and unticked, built in, of HTTP and of servers", async () => {
  const { container } = renderAlone(<Form chosen={["end_call"]} />);
  expect(await box(/^end_call/)).toBeChecked();
  expect(await box(/^order_status/)).not.toBeChecked();
  expect(screen.getByText("From shop")).toBeInTheDocument();
  expect(screen.getByText("cannot be used now")).toBeInTheDocument();
  await user.click(await box(/^order_status/));
  await user.click(await box(/^shop__order_status/));
  await user.click(await box(/^end_call/));
  expect(chosen()).toBe("order_status shop__order_status");
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test("a tool that is gone can be taken away", async () => {
  renderAlone(<Form chosen={["old_tool", "end_call"]} />);
  expect(await screen.findByText("No longer there")).toBeInTheDocument();
  await user.click(await box("old_tool"));
  expect(chosen()).toBe("end_call");
  expect(screen.queryByText("No longer there")).not.toBeInTheDocument();
});

test("a list that does not come is told, and nothing counts as gone", async () => {
  server.use(http.get(at("/api/tron/tools/available"), () => HttpResponse.error()));
  renderAlone(<Form chosen={["order_status"]} />);
  expect(await screen.findByText("The list of tools could not be loaded")).toBeInTheDocument();
  expect(screen.queryByText("No longer there")).not.toBeInTheDocument();
});

test("every text comes from the catalogue", async () => {
  await speak("en-XA");
  useUi.setState({ language: "en-XA" });
  const { container } = renderAlone(<Form chosen={["old_tool"]} />);
  await waitFor(() => expect(container.textContent).toContain("old_tool"));
  await box("old_tool");
  expect(untranslated(container)).toEqual([]);
});
