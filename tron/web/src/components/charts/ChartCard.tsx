import { ChartColumn, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../Button";
import { Card } from "../Card";
import { type Figures, FigureTable } from "./FigureTable";
import { Legend, type Series } from "./Legend";

type ChartCardProps = {
  title: string;
  meta?: ReactNode;
  series?: readonly Series[];
  /** Many names have more room below the card's head than in it. */
  legendBelow?: boolean;
  /** What the picture shows, in a sentence for who does not see it. */
  finding: string;
  /** The same as figures, one click away. */
  figures: Figures;
  children: ReactNode;
};

/** A picture of figures with its legend, its finding in words, and its table. */
export function ChartCard({
  title,
  meta,
  series = [],
  legendBelow = false,
  finding,
  figures,
  children,
}: ChartCardProps) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const toggle = (
    <>
      {!asTable && !legendBelow && <Legend series={series} className="justify-end max-sm:hidden" />}
      <IconButton
        icon={asTable ? ChartColumn : Table2}
        label={asTable ? t("chart.asChart") : t("chart.asTable")}
        onClick={() => setAsTable(!asTable)}
      />
    </>
  );
  return (
    <Card title={title} meta={meta} actions={toggle}>
      <p className="sr-only">{finding}</p>
      {asTable ? (
        <FigureTable label={title} figures={figures} />
      ) : (
        <>
          <Legend series={series} className={`px-4 pb-1.5 ${legendBelow ? "" : "sm:hidden"}`} />
          {children}
        </>
      )}
    </Card>
  );
}
