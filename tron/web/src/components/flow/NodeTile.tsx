import { categoryLook, iconOf } from "./look";
import { useNodeTypes } from "./useNodeTypes";

/** The icon of a node's type on the colour of its category. What it is has to be written beside it. */
export function NodeTile({ type }: { type: string }) {
  const types = useNodeTypes();
  const found = types?.find((one) => one.type === type);
  const Icon = iconOf(found);
  return (
    <span className={`grid size-5 flex-none place-items-center rounded-sm ${categoryLook(found).tile}`}>
      {types && <Icon className="size-3" aria-hidden />}
    </span>
  );
}
