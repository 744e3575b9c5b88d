import { CircleAlert, TriangleAlert } from "lucide-react";
import { useFindingWords } from "../hooks/useFindingWords";
import type { Finding } from "../model/types";

/** The sign of a node at which something was found, errors first; under the pointer it says what. */
export function TroubleMark({ troubles }: { troubles: readonly Finding[] }) {
  const tell = useFindingWords();
  const error = troubles[0]?.severity === "error";
  return (
    <span
      className="grid size-6 flex-none place-items-center"
      title={troubles.map((one) => tell(one).message).join("\n")}
    >
      {error ? (
        <CircleAlert className="size-4 text-danger" aria-hidden />
      ) : (
        <TriangleAlert className="size-3.5 text-warning" aria-hidden />
      )}
    </span>
  );
}
