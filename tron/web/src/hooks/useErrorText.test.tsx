import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { ErrorLine, LoadError } from "@/components/Notice";
import { ApiError } from "@/lib/errors";
import { renderAlone } from "@/testing/render";

const away = new ApiError("unreachable", 0);

test("a list that does not come is asked for again by itself", () => {
  renderAlone(<LoadError title="Agents" error={away} onRetry={() => undefined} />);
  expect(screen.getByText(/this page tries again by itself/)).toBeInTheDocument();
});

test("a save that did not come through is not", () => {
  renderAlone(<ErrorLine error={away} />);
  expect(screen.getByText("Tron does not answer. Check that it is running, then try again.")).toBeInTheDocument();
});
