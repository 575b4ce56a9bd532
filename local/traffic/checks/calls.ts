import { grantUses } from "../../calls/grants";
import { measureAddedTime } from "../../proxy/added-time";
import type { Traffic } from "../traffic";
import type { Check } from "./check";
import { verdict } from "./check";

/** Every call was recorded with its caller, and none was denied. */
export const callsRecorded: Check = {
  pipeline: "stack",
  ids: ["L8"],
  needsProxy: true,
  async look({ traffic }) {
    const counts = traffic.stack.proxy?.calls.counts() ?? [];
    const wrong = counts.flatMap(({ caller, byFunction, service, action, resource, calls, outcomes }) => {
      if (caller === "unknown") return [`${calls} calls of ${service}:${action} are of no known function`];
      const { denied = 0 } = outcomes;
      return byFunction && denied > 0
        ? [`${caller} was denied ${service}:${action} on ${resource} ${denied} times`]
        : [];
    });
    const own = counts.filter(({ byFunction }) => byFunction);
    const sum = (of: (count: (typeof own)[number]) => number) => own.reduce((all, count) => all + of(count), 0);
    if (own.length === 0) wrong.push("no call of a function was seen");
    const added = await addedTime(traffic);
    return verdict(
      wrong,
      `${sum(({ calls }) => calls)} calls of ${new Set(own.map(({ caller }) => caller)).size} functions recorded, none denied, ` +
        `${sum(({ retries }) => retries)} retries of an SDK, ${sum(({ faults }) => faults)} met by an injected fault; the proxy added ${added.toFixed(2)} ms to a call, measured beside calls without it`,
    );
  },
};

function addedTime({ stack: { target, proxy }, outputs }: Traffic): Promise<number> {
  const input = { TableName: outputs.monitoring.errorTableName, Key: { errorId: "none" } };
  return measureAddedTime(target, proxy?.target() ?? target.endpoint, input);
}

/** Nobody has a grant that neither the traffic used, nor the code can use, nor AWS. */
export const grantsUsable: Check = {
  pipeline: "stack",
  ids: ["X4"],
  needsProxy: true,
  async look({ traffic }) {
    const { stack, outputs } = traffic;
    const counts = stack.proxy?.calls.counts() ?? [];
    const uses = grantUses(stack.deployment.declared, counts, outputs.stack.environmentSuffix);
    const of = (use: (typeof uses)[number]["use"]) => uses.filter((grant) => grant.use === use);
    const uncalled = of("uncalled").map(
      ({ function: name, action, resource }) => `${name} ${action} ${resource.split(":").at(-1)}`,
    );
    return verdict(
      of("unusable").map(({ function: name, action, resource }) => `${name} needs no ${action} on ${resource}`),
      `of ${uses.length} grants ${of("called").length} were called and ${of("aws").length} are used by AWS itself; ` +
        `not called by this traffic, but by the code: ${uncalled.join("; ") || "none"}`,
    );
  },
};
