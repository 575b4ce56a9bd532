import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { createStackReader } from "../../cli/stack-trace";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { counted } from "../text";
import { collect } from "../trace/collect";
import { withoutAddresses, withSourceLine } from "../trace/events";

/** Prints everything that the tables know about an id, in time order. */
export async function trace({ target, clients, console }: OpsContext, input: InputOf<"trace">): Promise<ExitCode> {
  const found = await collect(
    { target, dynamo: clients.dynamo, pages: input.pages, indexShards: input.indexShards },
    input.id,
  );
  const stacks = createStackReader();
  const placed = found.events.map((event) => withSourceLine(event, stacks));
  const events = input.showAddresses ? placed : placed.map(withoutAddresses);
  const notices = [...found.notices, ...stacks.notices()];
  const code = events.length === 0 || found.failure !== undefined ? exitCodes.failed : exitCodes.ok;
  if (found.failure !== undefined) console.note(`error: ${explain(found.failure)}. What follows is not all`);
  if (input.json) {
    const { orderIds, shipmentIds, correlationIds, failure } = found;
    const incomplete = failure === undefined ? {} : { failure: explain(failure) };
    console.sayJson({ id: input.id, orderIds, shipmentIds, correlationIds, events, notices, ...incomplete });
    return code;
  }
  for (const { at, pipeline, what, facts } of events) {
    const shown = Object.entries(facts).map(([name, value]) => `${name} ${cleanLine(value)}`);
    console.say(
      `${at.padEnd(24)}  ${pipeline.padEnd(13)}  ${what}${shown.length === 0 ? "" : `: ${shown.join(", ")}`}`,
    );
  }
  console.say(
    events.length === 0
      ? `${found.failure === undefined ? "the tables know nothing" : "nothing was found yet"} about ${input.id}`
      : `\n${counted(events.length, "entry").replace("entrys", "entries")}`,
  );
  for (const notice of notices) console.note(notice);
  return code;
}
