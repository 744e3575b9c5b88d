import { afterEach, expect, test, vi } from "vitest";
import hindiFlows from "@/locales/hi/flows.json";
import hindiNav from "@/locales/hi/nav.json";

/** i18n as a page finds it at its start: the tests' own has all texts. */
async function fresh() {
  vi.resetModules();
  vi.doMock("i18next", async (original) => {
    const real = await original<typeof import("i18next")>();
    return { ...real, default: real.createInstance() };
  });
  return import("./i18n");
}

afterEach(() => vi.doUnmock("i18next"));

test("the shell is there from the start, in the chosen language", async () => {
  const { startI18n } = await fresh();
  const { t, exists } = await startI18n("hi");
  expect(t("nav.dashboard")).toBe(hindiNav.dashboard);
  expect(exists("flows.title")).toBe(false);
});

test("a page's texts come when it asks, in its language alone", async () => {
  const { startI18n, needTexts } = await fresh();
  const i18n = await startI18n("hi");
  await needTexts(["flows"]);
  expect(i18n.t("flows.title")).toBe(hindiFlows.title);
  expect(i18n.getResource("en", "translation", "flows")).toBeUndefined();
  expect(i18n.exists("settings.title")).toBe(false);
});

test("a change of language brings the texts of pages that were shown before", async () => {
  const { startI18n, needTexts, speak } = await fresh();
  const i18n = await startI18n("en");
  await needTexts(["flows"]);
  await speak("hi");
  expect(i18n.t("flows.title")).toBe(hindiFlows.title);
  await speak("en-XA");
  expect(i18n.t("flows.title")).toContain("⟦");
});

test("a page that opens while the language changes has its texts", async () => {
  const { startI18n, needTexts, speak } = await fresh();
  const i18n = await startI18n("en");
  await Promise.all([needTexts(["flows"]), speak("hi")]);
  expect(i18n.t("flows.title")).toBe(hindiFlows.title);
});
