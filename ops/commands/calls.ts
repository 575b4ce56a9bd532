import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { columns } from "../../cli/table";
import type { CallCount, Outcome } from "../calls/counts";
import type { GrantUse } from "../calls/grants";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { askRun } from "../control/control";
import { functionNamed } from "../stack/outputs";
import { counted } from "../text";

/** Prints what was called, and which grants nobody used. @returns 1 when a call was denied, or a grant is of no use to anybody */
export async function calls({ target, console }: OpsContext, input: InputOf<"calls">): Promise<ExitCode> {
  const only = input.function === undefined ? undefined : functionNamed(input.function, target.outputs);
  const answer = await askRun(target, "calls are recorded", "GET /calls");
  const counts = answer.counts
    .filter(({ caller, byFunction }) => (only === undefined ? byFunction || input.all : byFunction && caller === only))
    .toSorted((a, b) => deniedIn(b) - deniedIn(a));
  const own = answer.grants.filter((grant) => only === undefined || grant.function === only);
  const grants = input.all ? own : own.filter(({ use }) => use === "uncalled" || use === "unusable");
  const unusable = own.filter(({ use }) => use === "unusable").length;
  const denied = counts.reduce((sum, count) => sum + deniedIn(count), 0);
  const code = denied > 0 || unusable > 0 ? exitCodes.failed : exitCodes.ok;
  if (input.json) {
    console.sayJson({ calls: counts, grants });
    return code;
  }
  if (counts.length > 0) console.say(callTable(counts));
  const total = counts.reduce((sum, count) => sum + count.calls, 0);
  console.say(`${counted(total, "call")}, ${denied} denied`);
  if (grants.length > 0) console.say(`\n${grantTable(grants)}`);
  const of = (use: GrantUse["use"]) => own.filter((grant) => grant.use === use).length;
  console.say(
    `${counted(own.length, "grant")}: ${of("called")} called, ${of("aws")} used by AWS itself, ${of("uncalled")} not called yet, ${unusable} of no use to anybody`,
  );
  return code;
}

function deniedIn({ outcomes }: CallCount): number {
  return outcomes.denied ?? 0;
}

/** Outcomes that have a column of their own; the others are under "failed". */
const shown: readonly Outcome[] = ["denied", "ok", "condition", "throttled"];

function callTable(counts: readonly CallCount[]): string {
  return columns(
    ["caller", "action", "resource", "calls", ...shown, "failed", "retries", "ms each"],
    counts.map((count) => {
      const { caller, service, action, resource, outcomes, retries, milliseconds } = count;
      const own = shown.map((outcome) => outcomes[outcome] ?? 0);
      const failed = count.calls - own.reduce((sum, one) => sum + one, 0);
      return [
        ...[caller, `${service}:${action}`, resource, String(count.calls)],
        ...[...own, failed, retries].map((figure) => (figure === 0 ? "" : String(figure))),
        (milliseconds / count.calls).toFixed(1),
      ];
    }),
  );
}

const uses: Readonly<Record<GrantUse["use"], string>> = {
  called: "called",
  aws: "used by AWS itself",
  uncalled: "not called yet",
  unusable: "of no use: no such call in the code",
};

function grantTable(grants: readonly GrantUse[]): string {
  return columns(
    ["function", "grant", "resource", "use"],
    grants.map(({ function: name, action, resource, use, calls: count }) => [
      ...[name, action, resource.split(":").slice(5).join(":") || resource],
      use === "called" ? `${uses.called} ${count} times` : uses[use],
    ]),
  );
}
