import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { Words } from "@/components/Words";
import type { Vendor } from "../api";
import { knownVendor } from "../vendors";

/** Whose it is over what it does: "Sarvam" over "Voice"; of a model its name, too. */
export function VendorName({ vendor }: { vendor: Vendor }) {
  const { t } = useTranslation();
  const known = knownVendor(vendor.provider);
  return (
    <span className="block min-w-0">
      <span className="block font-medium">
        {known ? t(`health.vendor.name.${known}`) : <Words>{vendor.provider}</Words>}
      </span>
      <span className="block text-xs text-ink-3 [overflow-wrap:anywhere]">
        <span>{t(`health.vendor.kind.${vendor.kind}`)}</span>
        {vendor.model && (
          <>
            <span className="px-1" aria-hidden>
              ·
            </span>
            <Words>{vendor.model}</Words>
          </>
        )}
      </span>
    </span>
  );
}

/** The same in one line, for what is read out. */
export function vendorTitle(vendor: Vendor, t: TFunction): string {
  const known = knownVendor(vendor.provider);
  const name = known ? t(`health.vendor.name.${known}`) : vendor.provider;
  return [name, t(`health.vendor.kind.${vendor.kind}`), vendor.model].filter(Boolean).join(", ");
}
