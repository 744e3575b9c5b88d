import { nodeLook } from "./nodeLook";

/** The icon of a node's type on the colour of its category. What it is has to be written beside it. */
export function NodeTile({ type }: { type: string }) {
  const { icon: Icon, tile } = nodeLook(type);
  return (
    <span className={`grid size-5 flex-none place-items-center rounded-sm ${tile}`}>
      <Icon className="size-3" aria-hidden />
    </span>
  );
}
