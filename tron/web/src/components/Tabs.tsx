import { Tab, TabGroup, TabList, TabPanel, TabPanels } from "@headlessui/react";
import type { ReactNode } from "react";

export type TabPart = { key: string; label: string; meta?: ReactNode; content: ReactNode };

type TabsProps = { label: string; tabs: readonly TabPart[]; value: string; onChange: (key: string) => void };

/** Parts of one thing, one at a time; arrow keys walk along the tabs. */
export function Tabs({ label, tabs, value, onChange }: TabsProps) {
  const index = Math.max(
    0,
    tabs.findIndex((tab) => tab.key === value),
  );
  return (
    <TabGroup
      selectedIndex={index}
      onChange={(chosen) => {
        const tab = tabs[chosen];
        if (tab) onChange(tab.key);
      }}
    >
      <TabList aria-label={label} className="flex gap-1 overflow-x-auto border-b border-line px-2">
        {tabs.map((tab) => (
          <Tab
            key={tab.key}
            className="-mb-px flex h-9 flex-none items-center gap-1.5 border-b-2 border-transparent px-2.5 font-medium text-ink-2 hover:text-ink focus-visible:-outline-offset-2 data-selected:border-accent data-selected:text-ink pointer-coarse:h-control"
          >
            {tab.label}
            {tab.meta && <span className="num font-normal text-ink-3">{tab.meta}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanels>
        {tabs.map((tab) => (
          <TabPanel key={tab.key}>{tab.content}</TabPanel>
        ))}
      </TabPanels>
    </TabGroup>
  );
}
