import { Outlet } from "react-router";
import { Layout } from "@/components/layout/Layout";
import { HealthSummary } from "@/features/health/components/HealthSummary";
import { NAVIGATION } from "./navigation";

export function Shell() {
  return (
    <Layout groups={NAVIGATION} foot={<HealthSummary />}>
      <Outlet />
    </Layout>
  );
}
