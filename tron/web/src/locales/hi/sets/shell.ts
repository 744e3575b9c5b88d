import action from "../action.json";
import app from "../app.json";
import audio from "../audio.json";
import chart from "../chart.json";
import conflict from "../conflict.json";
import error from "../error.json";
import firstCall from "../firstCall.json";
import form from "../form.json";
import guide from "../guide.json";
import health from "../health.json";
import nav from "../nav.json";
import practice from "../practice.json";
import setup from "../setup.json";
import state from "../state.json";
import talk from "../talk.json";
import unsaved from "../unsaved.json";

/** What every page says, and words of a few lines: they come with the first page. */
export const texts = {
  action,
  app,
  audio,
  chart,
  conflict,
  error,
  firstCall,
  form,
  guide,
  health,
  nav,
  practice,
  setup,
  state,
  talk,
  unsaved,
};
