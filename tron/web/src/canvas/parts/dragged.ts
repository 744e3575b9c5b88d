/** What a drag from the palette carries: the node type's name under this kind. */
export const DRAGGED_TYPE = "application/x-tron-node";
