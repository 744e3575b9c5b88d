import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/form/Fold";
import { useComparison } from "../hooks/useComparison";
import type { DraftProps, PanelProps } from "../panel";
import { Compared } from "./Compared";

type WhatChangesProps = Pick<PanelProps, "flowId" | "canvas" | "select"> &
  Pick<DraftProps, "flush"> & { /** The one that calls get now. */ version: number };

/** What calls will get otherwise than now, before the draft is published; asked for when it is unfolded. */
export function WhatChanges({ version, ...rest }: WhatChangesProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <Fold title={t("flows.publish.changes", { version })} open={open} onToggle={setOpen}>
      {open && <Changes version={version} {...rest} />}
    </Fold>
  );
}

function Changes({ flowId, canvas, select, flush, version }: WhatChangesProps) {
  const { t } = useTranslation();
  const diff = useComparison(flowId, canvas, { from: version, to: "draft" }, flush);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll what is longer than the dialog
      tabIndex={0}
      aria-label={t("flows.diff.title")}
      className="mt-2 max-h-72 overflow-y-auto rounded-md border border-line-2"
    >
      <Compared diff={diff} canvas={canvas} select={select} />
    </section>
  );
}
