import { Settings } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Badge } from "@/components/Badge";
import { buttonLook } from "@/components/Button";
import { Coded } from "@/components/Coded";
import { number } from "@/lib/format";
import type { Health, Vendor } from "../api";
import { age, secondsSince, VENDOR_LOOKS } from "../vendors";

export function VendorState({ state }: { state: Vendor["state"] }) {
  const { t } = useTranslation();
  const { tone, icon } = VENDOR_LOOKS[state];
  return (
    <Badge tone={tone} icon={icon}>
      {t(`health.vendor.state.${state}`)}
    </Badge>
  );
}

/** "12 s ago"; an en dash for what never was. */
export function Age({ at, health, now }: { at: string | null; health: Health; now: Date }) {
  const { t, i18n } = useTranslation();
  if (at === null) return <span className="text-ink-3">–</span>;
  const { unit, value } = age(secondsSince(at, health, now), i18n.language);
  return (
    <time dateTime={at} className="num whitespace-nowrap">
      {t(`health.ago.${unit}`, { value })}
    </time>
  );
}

/** How long its first byte, token or word takes. */
export function Took({ ms }: { ms: number | null }) {
  const { t, i18n } = useTranslation();
  if (ms === null) return <span className="text-ink-3">–</span>;
  const value = number(ms, i18n.language, ms < 10 ? 1 : 0);
  return <span className="num whitespace-nowrap">{t("health.latency", { value })}</span>;
}

/** Why a vendor is not well, and what a person can do. */
export function WhatToDo({ vendor }: { vendor: Vendor }) {
  const { t } = useTranslation();
  if (vendor.reason === null) return <span className="text-ink-3">–</span>;
  return (
    <span className="block max-w-[60ch]">
      <span className="block">
        <Coded list="failed" code={vendor.reason} />
      </span>
      <span className="block text-xs text-ink-2">{t(`health.vendor.fix.${vendor.reason}`)}</span>
    </span>
  );
}

type SettingLinkProps = {
  setting: string;
  /** Whose setting it is, for those who hear the links one by one. */
  of: string;
};

export function SettingLink({ setting, of }: SettingLinkProps) {
  const { t } = useTranslation();
  return (
    <Link
      to={`/settings#${setting}`}
      className={buttonLook("quiet", true)}
      aria-label={t("health.settingOf", { name: of })}
    >
      <Settings className="size-3.5" aria-hidden />
      {t("health.setting")}
    </Link>
  );
}
