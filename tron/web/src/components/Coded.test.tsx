import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { slug } from "@/hooks/useServerWords";
import { startI18n } from "@/lib/i18n";
import { Coded } from "./Coded";

describe("in Hindi", () => {
  test("a code that the catalogue knows is said in Hindi, with its values", async () => {
    await startI18n("hi");
    const { container } = render(
      <p>
        <Coded list="outcome" code="do_not_call" /> <Coded list="found" code="disk" values={{ gigabytes: 12.5 }} />
      </p>,
    );
    expect(container).toHaveTextContent("फिर कॉल न करें Recording के लिए 12.5 GB ख़ाली");
    expect(container.querySelector('[translate="no"]')).toBeNull();
  });

  test("one that it lacks stays as the server wrote it, marked as data", async () => {
    await startI18n("hi");
    render(
      <>
        <Coded list="outcome" code="sent_brochure" />
        <Coded list="fix" code={null}>
          Turn it off and on.
        </Coded>
      </>,
    );
    expect(screen.getByText("Sent brochure")).toHaveAttribute("translate", "no");
    expect(screen.getByText("Turn it off and on.")).toHaveAttribute("translate", "no");
  });

  test("a name that every object has is no code", async () => {
    await startI18n("hi");
    render(<Coded list="rule" code="constructor" />);
    expect(screen.getByText("Constructor")).toBeInTheDocument();
  });
});

test("voices are described in texts that are their own codes", () => {
  expect(slug("Deep, professional")).toBe("deep_professional");
  expect(slug("Neutral (default)")).toBe("neutral_default");
});
