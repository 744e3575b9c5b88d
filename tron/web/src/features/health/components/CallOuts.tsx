import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Vendor } from "../api";
import { vendorTitle } from "./VendorName";

/** Reads out each change of a vendor's state to those who do not see the table. */
export function CallOuts({ vendors }: { vendors: readonly Vendor[] }) {
  const { t } = useTranslation();
  const before = useRef<ReadonlyMap<string, Vendor["state"]>>(undefined);
  const [text, setText] = useState("");
  useEffect(() => {
    const last = before.current;
    before.current = new Map(vendors.map((vendor) => [vendor.name, vendor.state]));
    const changed = last && vendors.filter((vendor) => last.get(vendor.name) !== vendor.state);
    if (!changed?.length) return;
    const told = changed.map((vendor) => {
      const values = { name: vendorTitle(vendor, t), state: t(`health.vendor.state.${vendor.state}`) };
      return t("health.vendor.changed", values);
    });
    setText(told.join(" "));
  }, [vendors, t]);
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
}
