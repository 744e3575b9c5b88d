import { CircleAlert, CircleCheck, CircleDashed, CircleX, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Badge, TONE_TEXT, type Tone } from "@/components/Badge";
import { Words } from "@/components/Words";
import { fixed, phone, when } from "@/lib/format";
import type { LineTest } from "../api";

type Finding = NonNullable<LineTest["finding"]>;
type Direction = LineTest["there"];

const LOOKS: Record<Finding, { tone: Tone; icon: LucideIcon }> = {
  works: { tone: "success", icon: CircleCheck },
  one_way: { tone: "danger", icon: CircleX },
  silent: { tone: "danger", icon: CircleX },
  echo: { tone: "warning", icon: CircleAlert },
  not_arrived: { tone: "warning", icon: CircleAlert },
  not_connected: { tone: "danger", icon: CircleX },
  refused: { tone: "warning", icon: CircleAlert },
  stopped: { tone: "neutral", icon: CircleDashed },
};

/** Where a line's sound may be held up: each has ports and settings of its own. */
const NETWORKS = ["sip", "livekit", "twilio"] as const;

/** What a test found: the finding, both directions, how long things took, and what to do. */
export function LineTestResult({ line, test }: { line: string; test: LineTest }) {
  const { t, i18n } = useTranslation();
  const { finding } = test;
  if (finding === null) {
    return (
      <p role="status" className="flex flex-wrap items-center gap-2 text-ink-2">
        <Badge tone="live" pulse>
          {t(`phone.test.state.${test.state}`)}
        </Badge>
        <span className="num">{phone(test.number)}</span>
      </p>
    );
  }
  return (
    <div role="status" className="grid min-w-0 justify-items-start gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Badge {...LOOKS[finding]}>{t(`phone.test.finding.${finding}`)}</Badge>
        <time className="num text-xs text-ink-3" dateTime={test.started_at}>
          {when(test.started_at, i18n.language)}
        </time>
      </p>
      {(finding === "works" || finding === "one_way" || finding === "silent") && (
        <ul className="grid gap-0.5 text-ink-2">
          <Way label={t("phone.test.there")} way={test.there} />
          <Way label={t("phone.test.back")} way={test.back} />
        </ul>
      )}
      <Hint line={line} test={test} finding={finding} />
      <Times test={test} />
    </div>
  );
}

const SOUNDS: Record<Direction["sound"], { tone: Tone; icon: LucideIcon }> = {
  heard: { tone: "success", icon: CircleCheck },
  silent: { tone: "danger", icon: CircleX },
  unknown: { tone: "neutral", icon: CircleDashed },
};

function Way({ label, way }: { label: string; way: Direction }) {
  const { t, i18n } = useTranslation();
  const { tone, icon: Icon } = SOUNDS[way.sound];
  return (
    <li className="num flex gap-1.5">
      <Icon className={`mt-0.5 size-3.5 shrink-0 ${TONE_TEXT[tone]}`} aria-hidden />
      <span className="min-w-0">
        {label}: {t(`phone.test.sound.${way.sound}`)}{" "}
        {way.level_db !== null && (
          <span className="text-ink-3">{t("phone.test.level", { level: fixed(way.level_db, i18n.language, 0) })}</span>
        )}
      </span>
    </li>
  );
}

/** What to do about it; of a call that did not connect also what the network said. */
function Hint({ line, test, finding }: { line: string; test: LineTest; finding: Finding }) {
  const { t } = useTranslation();
  if (finding === "works" || finding === "stopped") return null;
  const network = NETWORKS.find((known) => known === line) ?? "other";
  const muffled = finding === "one_way" || finding === "silent";
  const told = [test.sip_status && `SIP ${test.sip_status}`, test.detail].filter(Boolean).join(": ");
  return (
    <div className="grid max-w-[75ch] gap-0.5 text-ink-2">
      {!muffled && told && <Words>{told}</Words>}
      <p>{muffled ? t(`phone.test.muffled.${network}`) : t(`phone.test.hint.${finding}`)}</p>
    </div>
  );
}

function Times({ test }: { test: LineTest }) {
  const { t, i18n } = useTranslation();
  const seconds = (value: number) => fixed(value, i18n.language, 1);
  return (
    <p className="num flex flex-wrap gap-x-1.5 text-xs text-ink-3">
      <span>{t("phone.test.rang", { number: phone(test.number) })}</span>
      {test.post_dial_seconds !== null && (
        <span>· {t("phone.test.postDial", { seconds: seconds(test.post_dial_seconds) })}</span>
      )}
      {test.came_in_seconds !== null && (
        <span>· {t("phone.test.cameIn", { seconds: seconds(test.came_in_seconds) })}</span>
      )}
      {test.came_in_by !== null && <span>· {t("phone.test.by", { name: test.came_in_by })}</span>}
    </p>
  );
}
