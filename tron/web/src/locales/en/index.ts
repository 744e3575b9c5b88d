import action from "./action.json";
import agents from "./agents.json";
import app from "./app.json";
import call from "./call.json";
import calls from "./calls.json";
import chart from "./chart.json";
import conflict from "./conflict.json";
import dashboard from "./dashboard.json";
import error from "./error.json";
import firstCall from "./firstCall.json";
import form from "./form.json";
import guide from "./guide.json";
import health from "./health.json";
import nav from "./nav.json";
import practice from "./practice.json";
import setup from "./setup.json";
import state from "./state.json";
import unsaved from "./unsaved.json";

/** The English catalogue: a file for each part of the app, under its name. */
export const texts = {
  action,
  agents,
  app,
  call,
  calls,
  chart,
  conflict,
  dashboard,
  error,
  firstCall,
  form,
  guide,
  health,
  nav,
  practice,
  setup,
  state,
  unsaved,
};
