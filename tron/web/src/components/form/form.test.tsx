import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { useForm } from "react-hook-form";
import { expect, test, vi } from "vitest";
import type { FieldProblem } from "@/lib/errors";
import { Combobox } from "./Combobox";
import { Field } from "./Field";
import type { ControlProps } from "./FormField";
import { KeyValue } from "./KeyValue";
import { NumberInput } from "./NumberInput";
import { SecretInput } from "./SecretInput";
import { Select } from "./Select";
import { showServerErrors } from "./serverErrors";
import { TagList } from "./TagList";

/** A control with a value of its own; tells each change. */
function Held<Value>(props: {
  start: Value;
  told: (value: Value) => void;
  children: (c: ControlProps<Value>) => ReactNode;
}) {
  const [value, setValue] = useState(props.start);
  const onChange = (next: Value) => {
    props.told(next);
    setValue(next);
  };
  return <Field label="Thing">{(aria) => props.children({ ...aria, value, onChange })}</Field>;
}

test("an error stands in the hint's place and is read with the control", () => {
  const { rerender } = render(
    <Field label="Name" hint="Short">
      {(aria) => <input {...aria} />}
    </Field>,
  );
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription("Short");
  rerender(
    <Field label="Name" hint="Short" error="Give a name." optional>
      {(aria) => <input {...aria} />}
    </Field>,
  );
  const input = screen.getByRole("textbox", { name: "Name optional" });
  expect(input).toHaveAccessibleDescription("Give a name.");
  expect(input).toBeInvalid();
  expect(screen.queryByText("Short")).not.toBeInTheDocument();
});

test("a number may be half written, and is no number until it is one", async () => {
  const told = vi.fn();
  render(
    <Held start={300} told={told}>
      {(control) => <NumberInput {...control} decimal unit="s" />}
    </Held>,
  );
  const input = screen.getByRole("textbox", { name: "Thing" });
  await userEvent.clear(input);
  expect(told).toHaveBeenLastCalledWith(Number.NaN);
  await userEvent.type(input, "1,200.5");
  expect(told).toHaveBeenLastCalledWith(1200.5);
  await userEvent.type(input, "x");
  expect(told).toHaveBeenLastCalledWith(Number.NaN);
  expect(input).toHaveValue("1,200.5x");
});

function Reset() {
  const [value, setValue] = useState(5);
  return (
    <>
      <NumberInput value={value} onChange={setValue} />
      <button type="button" onClick={() => setValue(9)}>
        set
      </button>
    </>
  );
}

test("a number that changes elsewhere replaces what was written", async () => {
  render(<Reset />);
  await userEvent.type(screen.getByRole("textbox"), "{selectall}7");
  await userEvent.click(screen.getByRole("button", { name: "set" }));
  expect(screen.getByRole("textbox")).toHaveValue("9");
});

test("tags come by Enter, comma and paste, never twice, and go by Backspace and button", async () => {
  const told = vi.fn();
  render(
    <Held start={["Politics"]} told={told}>
      {(control) => <TagList {...control} />}
    </Held>,
  );
  const input = screen.getByRole("textbox", { name: "Thing" });
  await userEvent.type(input, "Religion{Enter}Politics{Enter}Cricket,");
  expect(told).toHaveBeenLastCalledWith(["Politics", "Religion", "Cricket"]);
  await userEvent.click(input);
  await userEvent.paste("Films, Food\nCricket");
  expect(told).toHaveBeenLastCalledWith(["Politics", "Religion", "Cricket", "Films", "Food"]);
  await userEvent.keyboard("{Backspace}");
  expect(told).toHaveBeenLastCalledWith(["Politics", "Religion", "Cricket", "Films"]);
  await userEvent.click(screen.getByRole("button", { name: "Remove Religion" }));
  expect(told).toHaveBeenLastCalledWith(["Politics", "Cricket", "Films"]);
});

test("a comma belongs to a sentence, and leaving the field adds what is written", async () => {
  const told = vi.fn();
  render(
    <Held start={[] as string[]} told={told}>
      {(control) => <TagList {...control} sentences />}
    </Held>,
  );
  await userEvent.type(screen.getByRole("textbox"), "Yes, this call is recorded.");
  expect(told).not.toHaveBeenCalled();
  await userEvent.tab();
  expect(told).toHaveBeenCalledExactlyOnceWith(["Yes, this call is recorded."]);
});

test("a stored secret shows its mask until it is replaced, and can be kept after all", async () => {
  const told = vi.fn();
  render(
    <Held start="••••" told={told}>
      {(control) => <SecretInput {...control} mask="••••" />}
    </Held>,
  );
  expect(screen.getByLabelText("Thing")).toHaveAttribute("readonly");
  await userEvent.click(screen.getByRole("button", { name: "Replace" }));
  const input = screen.getByLabelText("Thing");
  expect(input).toHaveAttribute("type", "password");
  await userEvent.type(input, "k1");
  expect(told).toHaveBeenLastCalledWith("k1");
  await userEvent.click(screen.getByRole("button", { name: "Keep the stored one" }));
  expect(told).toHaveBeenLastCalledWith("••••");
  expect(screen.getByLabelText("Thing")).toHaveAttribute("readonly");
});

test("a stored secret is removed once somebody says so, with what comes of it, and can be kept after all", async () => {
  const told = vi.fn();
  render(
    <Held start="••••" told={told}>
      {(control) => <SecretInput {...control} mask="••••" onRemove={() => control.onChange("")} />}
    </Held>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));
  expect(told).toHaveBeenLastCalledWith("");
  expect(screen.getByRole("status")).toHaveTextContent("It is removed when you save. What needs it stops working.");
  await userEvent.click(screen.getByRole("button", { name: "Keep the stored one" }));
  expect(told).toHaveBeenLastCalledWith("••••");
  // Replacing it begins with an empty field, not with a removal.
  await userEvent.click(screen.getByRole("button", { name: "Replace" }));
  expect(screen.queryByRole("status")).not.toBeInTheDocument();
});

test("a value that no option has is shown and can be left", async () => {
  const told = vi.fn();
  const options = [
    { label: "Women", options: [{ value: "shreya", label: "Shreya" }] },
    { value: "none", label: "None" },
  ];
  render(
    <Held start="bulbul:v2~arya" told={told}>
      {(control) => <Select {...control} options={options} />}
    </Held>,
  );
  const select = screen.getByRole("combobox", { name: "Thing" });
  expect(select).toHaveDisplayValue("bulbul:v2~arya");
  await userEvent.selectOptions(select, "shreya");
  expect(told).toHaveBeenCalledExactlyOnceWith("shreya");
  expect(screen.queryByRole("option", { name: "bulbul:v2~arya" })).not.toBeInTheDocument();
});

test("a combobox takes an option or any other text", async () => {
  const told = vi.fn();
  const options = [{ value: "qwen2.5:32b" }, { value: "llama3.3:70b" }];
  render(
    <Held start="" told={told}>
      {(control) => <Combobox {...control} options={options} />}
    </Held>,
  );
  const input = screen.getByRole("combobox", { name: "Thing" });
  await userEvent.type(input, "llama");
  expect(screen.getAllByRole("option")).toHaveLength(1);
  await userEvent.click(screen.getByRole("option", { name: "llama3.3:70b" }));
  expect(told).toHaveBeenLastCalledWith("llama3.3:70b");
  await userEvent.clear(input);
  await userEvent.type(input, "mine:1b");
  await userEvent.tab();
  expect(told).toHaveBeenLastCalledWith("mine:1b");
  expect(input).toHaveValue("mine:1b");
});

test("rows of names and values are added, written and removed", async () => {
  const told = vi.fn();
  render(
    <Held start={[{ key: "plan", value: "200" }]} told={told}>
      {(control) => <KeyValue {...control} />}
    </Held>,
  );
  await userEvent.click(screen.getByRole("button", { name: "Add a value" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name 2" }), "city");
  expect(told).toHaveBeenLastCalledWith([
    { key: "plan", value: "200" },
    { key: "city", value: "" },
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Remove row 1" }));
  expect(told).toHaveBeenLastCalledWith([{ key: "city", value: "" }]);
});

type Form = { name: string; guardrails: { forbidden_topics: string[] } };
function Problems({ rest }: { rest: (problems: FieldProblem[]) => void }) {
  const { setError, register, formState } = useForm<Form>();
  const problems = [
    { path: "guardrails.forbidden_topics.3", message: "Too long." },
    { path: "name", message: "Taken." },
    { path: "names", message: "What is this?" },
  ];
  return (
    <form>
      <input {...register("name")} />
      <p>{formState.errors.name?.message}</p>
      <ul>{formState.errors.guardrails?.forbidden_topics?.message}</ul>
      <button
        type="button"
        onClick={() => rest(showServerErrors(problems, setError, ["name", "guardrails.forbidden_topics"]))}
      >
        check
      </button>
    </form>
  );
}

test("the server's problems go to the nearest field, the rest comes back", async () => {
  const rest = vi.fn();
  render(<Problems rest={rest} />);
  await userEvent.click(screen.getByRole("button", { name: "check" }));
  expect(screen.getByText("Taken.")).toBeInTheDocument();
  expect(within(screen.getByRole("list")).getByText("Too long.")).toBeInTheDocument();
  expect(rest).toHaveBeenCalledWith([{ path: "names", message: "What is this?" }]);
});
