import { useEffect } from "react";
import { Outlet } from "react-router";
import { Layout } from "@/components/layout/Layout";
import { AwayNote } from "@/features/health/components/AwayNote";
import { HealthSummary } from "@/features/health/components/HealthSummary";
import { CallDock } from "@/features/talk/components/CallDock";
import { IncomingCall } from "@/features/talk/components/IncomingCall";
import { useLiveRefresh } from "@/hooks/useLiveRefresh";
import { useTalk } from "@/stores/talk";
import { NAVIGATION } from "./navigation";

/** Around every page: navigation, live events, and the call that is spoken in this browser. */
export function Shell() {
  useLiveRefresh();
  const resume = useTalk((talk) => talk.resume);
  useEffect(() => {
    void resume();
  }, [resume]);
  return (
    <Layout groups={NAVIGATION} foot={<HealthSummary />}>
      <AwayNote />
      <Outlet />
      <CallDock />
      <IncomingCall />
    </Layout>
  );
}
