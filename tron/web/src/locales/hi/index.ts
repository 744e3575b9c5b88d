import action from "./action.json";
import agents from "./agents.json";
import app from "./app.json";
import audio from "./audio.json";
import builder from "./builder.json";
import call from "./call.json";
import calls from "./calls.json";
import canvas from "./canvas.json";
import chart from "./chart.json";
import conflict from "./conflict.json";
import dashboard from "./dashboard.json";
import engines from "./engines.json";
import error from "./error.json";
import firstCall from "./firstCall.json";
import flows from "./flows.json";
import form from "./form.json";
import guide from "./guide.json";
import health from "./health.json";
import knowledge from "./knowledge.json";
import lines from "./lines.json";
import nav from "./nav.json";
import practice from "./practice.json";
import server from "./server.json";
import settings from "./settings.json";
import setup from "./setup.json";
import state from "./state.json";
import talk from "./talk.json";
import testcall from "./testcall.json";
import tools from "./tools.json";
import unsaved from "./unsaved.json";

/** The Hindi catalogue: a file for each part of the app, under its name. */
export const texts = {
  action,
  agents,
  app,
  audio,
  builder,
  call,
  calls,
  canvas,
  chart,
  conflict,
  dashboard,
  engines,
  error,
  firstCall,
  flows,
  form,
  guide,
  health,
  knowledge,
  lines,
  nav,
  practice,
  server,
  settings,
  setup,
  state,
  talk,
  testcall,
  tools,
  unsaved,
};
