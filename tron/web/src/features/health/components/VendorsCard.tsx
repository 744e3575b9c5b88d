import type { TFunction } from "i18next";
import { Activity, RotateCw, Settings } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useSWRConfig } from "swr";
import { Button, buttonLook } from "@/components/Button";
import { Card } from "@/components/Card";
import { EmptyState } from "@/components/EmptyState";
import type { Column } from "@/components/table/columns";
import { DataTable } from "@/components/table/DataTable";
import { notify } from "@/components/toasts";
import { forgetTroubles, type Health, type Vendor } from "../api";
import { isTroubled } from "../vendors";
import { CallOuts } from "./CallOuts";
import { Age, SettingLink, Took, VendorState, WhatToDo } from "./Facts";
import { VendorName, vendorTitle } from "./VendorName";

/** The vendors as calls have found them. */
export function VendorsCard({ health, now }: { health: Health; now: Date }) {
  const { t } = useTranslation();
  const { vendors } = health;
  const well = vendors.filter((vendor) => vendor.state === "well").length;
  const meta = vendors.length > 0 && t("health.vendor.progress", { well, total: vendors.length });
  return (
    <Card title={t("health.vendor.title")} meta={meta} actions={vendors.some(isTroubled) && <TryAgain />}>
      <CallOuts vendors={vendors} />
      {vendors.length === 0 ? (
        <NoVendors />
      ) : (
        <DataTable
          label={t("health.vendor.title")}
          rows={vendors}
          rowKey={(vendor) => vendor.name}
          columns={columns(t, health, now)}
          line={(vendor) => <VendorLine vendor={vendor} health={health} now={now} />}
          tall
        />
      )}
    </Card>
  );
}

function columns(t: TFunction, health: Health, now: Date): Column<Vendor>[] {
  return [
    { key: "name", head: t("health.column.vendor"), cell: (vendor) => <VendorName vendor={vendor} /> },
    { key: "state", head: t("health.column.state"), cell: (vendor) => <VendorState state={vendor.state} /> },
    { key: "fix", head: t("health.fix"), className: "w-1/2", cell: (vendor) => <WhatToDo vendor={vendor} /> },
    { key: "latency", head: t("health.column.usual"), end: true, cell: (vendor) => <Took ms={vendor.latency_ms} /> },
    {
      key: "age",
      head: t("health.column.asked"),
      end: true,
      cell: (vendor) => <Age at={vendor.asked_at} health={health} now={now} />,
    },
    {
      key: "setting",
      head: t("health.setting"),
      headHidden: true,
      end: true,
      cell: (vendor) => vendor.setting && <SettingLink setting={vendor.setting} of={vendorTitle(vendor, t)} />,
    },
  ];
}

type LineProps = { vendor: Vendor; health: Health; now: Date };

function VendorLine({ vendor, health, now }: LineProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <VendorName vendor={vendor} />
        <VendorState state={vendor.state} />
      </div>
      {vendor.reason && (
        <div className="mt-1.5">
          <WhatToDo vendor={vendor} />
        </div>
      )}
      <div className="mt-1 flex items-center justify-between gap-3 text-xs text-ink-3">
        <span>
          {vendor.asked_at && (
            <>
              <Age at={vendor.asked_at} health={health} now={now} /> · <Took ms={vendor.latency_ms} />
            </>
          )}
        </span>
        {vendor.setting && <SettingLink setting={vendor.setting} of={vendorTitle(vendor, t)} />}
      </div>
    </>
  );
}

/** Workers hear of it over the bus and say at once how the vendors are then. */
const WORKERS_HEAR_MS = 400;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function TryAgain() {
  const { t } = useTranslation();
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      await forgetTroubles();
      await pause(WORKERS_HEAR_MS);
      notify.done(t("health.vendor.again.done"));
      await mutate("/api/tron/health");
    } catch (problem) {
      notify.failed(t("health.vendor.again.failed"), problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button small icon={RotateCw} busy={busy} disabled={busy} onClick={() => void run()}>
      {t("health.vendor.again.button")}
    </Button>
  );
}

function NoVendors() {
  const { t } = useTranslation();
  const actions = (
    <>
      <Link to="/settings#ai.sarvam_api_key" className={buttonLook()}>
        <Settings className="size-4" aria-hidden />
        {t("health.vendor.none.settings")}
      </Link>
      <Link to="/test-call" className={buttonLook("quiet")}>
        {t("health.vendor.none.call")}
      </Link>
    </>
  );
  return (
    <EmptyState icon={Activity} title={t("health.vendor.none.title")} actions={actions}>
      <p>{t("health.vendor.none.body")}</p>
    </EmptyState>
  );
}
