import { Words } from "@/components/Words";
import type { Name } from "../hooks/useNodeTypes";

/** A name, marked as data where a person gave it. */
export function NameText({ name: { text, data } }: { name: Name }) {
  return data ? <Words>{text}</Words> : text;
}
