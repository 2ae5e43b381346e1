import type { Panel } from "~/core/mod.ts";
import { buildDataset } from "~/dataset/mod.ts";
import { featureSet, panelFeatureColumns } from "~/features/mod.ts";
import type { Prepared, Run } from "~/pipeline/mod.ts";
import { universe } from "~/prices/mod.ts";

/** What a run would learn from, of a panel that is in no database. */
export async function preparedOf(panel: Panel, run: Run): Promise<Prepared> {
  const inside = universe(panel);
  return {
    panel,
    returns: panel,
    inputs: {},
    actions: [],
    findings: [],
    sha256: "made up",
    sources: [],
    ...buildDataset(panel, {
      columns: await panelFeatureColumns(panel, featureSet(run.features), { universe: inside }),
      label: run.label,
      universe: inside,
    }),
  };
}
