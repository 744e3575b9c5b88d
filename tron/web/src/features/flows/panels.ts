/** What stands beside the canvas once it is asked for: one file to load. */
export { NodeTest } from "./components/NodeTest";
export { PublishDialog } from "./components/PublishDialog";
export { ScenariosPanel } from "./components/ScenariosPanel";
export { SimulatorPanel } from "./components/SimulatorPanel";
export { VersionsPanel } from "./components/VersionsPanel";
