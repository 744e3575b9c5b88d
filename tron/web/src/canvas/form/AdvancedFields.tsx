import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/form/Fold";
import { useUi } from "@/stores/ui";

type AdvancedFieldsProps = {
  /** How many of them are not as the type has them. */
  changed: number;
  total: number;
  /** One is wrong, or is to take the focus. */
  wanted: boolean;
  children: ReactNode;
};

/** What few people change of a node, folded away; whether it is open is remembered for all nodes. */
export function AdvancedFields({ changed, total, wanted, children }: AdvancedFieldsProps) {
  const { t } = useTranslation();
  const setAdvanced = useUi((ui) => ui.setAdvanced);
  const [open, setOpen] = useState(() => useUi.getState().advanced);
  useEffect(() => {
    if (wanted) setOpen(true);
  }, [wanted]);
  const toggle = (next: boolean) => {
    if (next === open) return;
    setOpen(next);
    setAdvanced(next);
  };
  const meta = (
    <span className="num text-xs font-normal text-ink-3">
      {changed === 0 ? t("form.allDefault", { count: total }) : t("form.changed", { count: changed, total })}
    </span>
  );
  return (
    <div className="border-t border-line pt-2">
      <Fold title={t("form.advanced")} meta={meta} open={open} onToggle={toggle}>
        <div className="mt-2">{children}</div>
      </Fold>
    </div>
  );
}
