import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { columns } from "../../cli/table";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { askRun } from "../control/control";
import type { FaultState } from "../faults/rule";
import { effectOf, meets } from "../faults/text";
import { counted } from "../text";

/** For messages. */
const what = "faults are injected";

/** Prints the fault rules and what came of them. */
export async function listFaults({ target, console }: OpsContext, input: InputOf<"faults list">): Promise<ExitCode> {
  const { faults } = await askRun(target, what, "GET /faults");
  if (input.json) {
    console.sayJson({ faults });
    return exitCodes.ok;
  }
  if (faults.length > 0) console.say(table(faults));
  const active = faults.filter((fault) => fault.active).length;
  console.say(`${counted(faults.length, "rule")}, ${active} active`);
  return exitCodes.ok;
}

/** Adds a rule. */
export async function addFault({ target, console }: OpsContext, input: InputOf<"faults add">): Promise<ExitCode> {
  const { json, outputs: _, stack: __, ...rule } = input;
  const { id } = await askRun(target, what, "POST /faults", { body: rule });
  if (json) console.sayJson({ id });
  else
    console.say(
      `${id}: ${meets(rule)}: ${effectOf(rule)}, for ${rule.forSeconds} s\nEnd it: npm run ops -- faults clear --id ${id}`,
    );
  return exitCodes.ok;
}

/** Ends rules. An id that no active rule has is a failure: nothing was ended. */
export async function clearFaults({ target, console }: OpsContext, input: InputOf<"faults clear">): Promise<ExitCode> {
  const { json, id } = input;
  const { ended } = await askRun(target, what, "DELETE /faults", { query: id === undefined ? {} : { id } });
  if (json) console.sayJson({ ended });
  else
    console.say(
      ended === 0 && id !== undefined ? `no active rule has the id ${id}` : `${counted(ended, "rule")} ended`,
    );
  return ended === 0 && id !== undefined ? exitCodes.failed : exitCodes.ok;
}

function table(faults: readonly FaultState[]): string {
  return columns(
    ["id", "active", "met", "passed", "effect", "calls"],
    faults.map(({ rule, active, hit, matched }) => [
      ...[rule.id, active ? "yes" : "no", String(hit), String(matched - hit)],
      ...[effectOf(rule), meets(rule)],
    ]),
  );
}
