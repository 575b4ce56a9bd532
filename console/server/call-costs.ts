import * as z from "zod";
import { RequestError, type Route, route } from "./http";
import type { AllowChange } from "./ops-api";
import type { ConsoleSources, LocalSources } from "./sources";

const question =
  "Cause events of each kind in this run, orders and emails among them, and count their calls? It takes about a minute, in which nobody else may use the run.";

/** What a million events cost by the calls that they cause. */
export function callCostRoutes({ local }: Pick<ConsoleSources, "local">, allow: AllowChange): readonly Route[] {
  const costs = (): LocalSources["costs"] => {
    if (local === undefined) throw new RequestError(501, "costs by calls are measured in a local run only");
    return local.costs;
  };
  return [
    route("GET", "call-costs", z.strictObject({}), async () => costs().state()),
    route("POST", "call-costs", z.strictObject({ confirm: z.string().optional() }), async ({ confirm }) => {
      const measured = costs();
      allow(question, confirm);
      return measured.measure();
    }),
  ];
}
