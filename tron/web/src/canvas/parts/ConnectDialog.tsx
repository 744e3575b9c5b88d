import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Origin } from "../model/types";
import { Picker } from "./Picker";
import { useTargets } from "./useTargets";
import { WayChoice } from "./WayChoice";

/** "Connect to...": leads a way out to a node that is there, without dragging. */
export function ConnectDialog({ origin: asked, onClose }: { origin: Origin; onClose: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [origin, setOrigin] = useState(asked);
  const items = useTargets(origin, text, onClose);
  return (
    <Picker
      title={t("canvas.pick.connect")}
      placeholder={t("canvas.pick.connectHint")}
      groups={[{ heading: t("canvas.pick.nodes"), items }]}
      text={text}
      onText={setText}
      onClose={onClose}
    >
      <WayChoice origin={origin} onChange={setOrigin} />
    </Picker>
  );
}
