import { texts as agents } from "./sets/agents";
import { texts as calls } from "./sets/calls";
import { texts as flows } from "./sets/flows";
import { texts as phone } from "./sets/phone";
import { texts as server } from "./sets/server";
import { texts as settings } from "./sets/settings";
import { texts as shell } from "./sets/shell";
import { texts as testcall } from "./sets/testcall";
import { texts as tools } from "./sets/tools";

/** The whole English catalogue, for types and tests: a page loads the sets that its route names. */
export const texts = {
  ...shell,
  ...agents,
  ...calls,
  ...flows,
  ...phone,
  ...server,
  ...settings,
  ...testcall,
  ...tools,
};
