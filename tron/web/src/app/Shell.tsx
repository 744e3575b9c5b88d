import { Outlet } from "react-router";
import { Layout } from "@/components/layout/Layout";
import { HealthSummary } from "@/features/health/components/HealthSummary";
import { useLiveRefresh } from "@/hooks/useLiveRefresh";
import { NAVIGATION } from "./navigation";

export function Shell() {
  useLiveRefresh();
  return (
    <Layout groups={NAVIGATION} foot={<HealthSummary />}>
      <Outlet />
    </Layout>
  );
}
