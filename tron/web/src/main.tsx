import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { createRouter } from "./app/router";
import "./index.css";
import { startI18n } from "./lib/i18n";
import { useUi } from "./stores/ui";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

await startI18n(useUi.getState().language);
createRoot(root).render(
  <StrictMode>
    <App router={createRouter()} />
  </StrictMode>,
);
