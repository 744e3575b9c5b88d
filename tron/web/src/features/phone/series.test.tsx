import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { aNumber, aState, aTrunk, phoneHandlers } from "@/testing/phone";
import { renderAt } from "@/testing/render";
import { server } from "@/testing/server";

test("the numbers of a trunk and our own say which series they are of", async () => {
  const trunk = aTrunk({ caller_ids: ["+911400000001", "+911600000001", "+12025550190"] });
  const numbers = [aNumber({ number: "+911600000001" }), aNumber({ id: "01920000-0000-7000-8000-000000000302" })];
  server.use(...phoneHandlers({ trunks: [trunk], numbers }));
  renderAt("/lines");
  const sip = within(await screen.findByRole("region", { name: "Direct SIP" }));
  const shown = await sip.findByText(/^Shows/);
  expect(shown).toHaveTextContent("Shows +91 14000 00001 (140 series), +91 16000 00001 (1600 series), +12025550190");
  expect(await screen.findAllByText("1600 series: service and transactional calls")).toHaveLength(1);
});

test("of a trunk that is ready it is said which calls LiveKit turns away all the same", async () => {
  const numbers = "00000000190, 0000000190";
  const half = aState({ note: "livekit_lacks_forms", values: { numbers } });
  server.use(...phoneHandlers({ trunks: [aTrunk()], states: { [aTrunk().id]: half } }));
  renderAt("/lines");
  expect(await screen.findByText(/^Calls to 00000000190, 0000000190 are turned away/)).toBeInTheDocument();
});
