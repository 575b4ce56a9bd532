import * as z from "zod";
import { RequestError, type Route, route } from "./http";
import type { ConsoleSources } from "./sources";

/** The rehearsals of failures, which run on this machine only. */
export function drillRoutes({ local }: Pick<ConsoleSources, "local">): readonly Route[] {
  return [
    route("GET", "drills", z.strictObject({}), async () => {
      if (local === undefined) throw new RequestError(501, "drills run on this machine only");
      return { drills: await local.drills() };
    }),
  ];
}
