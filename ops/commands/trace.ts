import { explain } from "../../cli/errors";
import { type ExitCode, exitCodes } from "../../cli/exit-codes";
import { cleanLine } from "../../functions/shared/clean-text";
import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { counted } from "../text";
import { collect } from "../trace/collect";
import { withoutAddresses } from "../trace/events";

/** Prints everything that the tables know about an id, in time order. */
export async function trace({ target, clients, console }: OpsContext, input: InputOf<"trace">): Promise<ExitCode> {
  const found = await collect({ target, dynamo: clients.dynamo, pages: input.pages }, input.id);
  const events = input.showAddresses ? found.events : found.events.map(withoutAddresses);
  const code = events.length === 0 || found.failure !== undefined ? exitCodes.failed : exitCodes.ok;
  if (found.failure !== undefined) console.note(`error: ${explain(found.failure)}. What follows is not all`);
  if (input.json) {
    const { orderIds, shipmentIds, correlationIds, notices, failure } = found;
    const incomplete = failure === undefined ? {} : { failure: explain(failure) };
    console.sayJson({ id: input.id, orderIds, shipmentIds, correlationIds, events, notices, ...incomplete });
    return code;
  }
  for (const { at, pipeline, what, facts } of events) {
    const told = Object.entries(facts).map(([name, value]) => `${name} ${cleanLine(value)}`);
    console.say(`${at.padEnd(24)}  ${pipeline.padEnd(13)}  ${what}${told.length === 0 ? "" : `: ${told.join(", ")}`}`);
  }
  console.say(
    events.length === 0
      ? `${found.failure === undefined ? "the tables know nothing" : "nothing was found yet"} about ${input.id}`
      : `\n${counted(events.length, "entry").replace("entrys", "entries")}`,
  );
  for (const notice of found.notices) console.note(notice);
  return code;
}
