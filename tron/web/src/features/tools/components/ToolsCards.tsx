import { HttpTools } from "./HttpTools";
import { McpServers } from "./McpServers";
import { Secrets } from "./Secrets";

/** HTTP tools, MCP servers and their secrets, as a part of the Settings page. Each is saved by itself. */
export function ToolsCards() {
  return (
    <div className="min-w-0 rounded-lg border border-line bg-surface-1">
      <HttpTools />
      <McpServers />
      <Secrets />
    </div>
  );
}
