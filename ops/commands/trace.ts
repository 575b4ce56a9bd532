import type { InputOf } from "../command-line/commands";
import type { OpsContext } from "../context";
import { type OpsExitCode, opsExitCodes } from "../exit-codes";
import { counted, oneLine } from "../text";
import { collect } from "../trace/collect";
import { withoutAddresses } from "../trace/events";

/** Prints everything that the tables know about an id, in time order. */
export async function trace({ target, clients, console }: OpsContext, input: InputOf<"trace">): Promise<OpsExitCode> {
  const found = await collect({ target, dynamo: clients.dynamo, pages: input.pages }, input.id);
  const events = input.showAddresses ? found.events : found.events.map(withoutAddresses);
  const code = events.length === 0 ? opsExitCodes.failed : opsExitCodes.ok;
  if (input.json) {
    const { orderIds, shipmentIds, correlationIds, notices } = found;
    console.say(JSON.stringify({ id: input.id, orderIds, shipmentIds, correlationIds, events, notices }, null, 2));
    return code;
  }
  for (const { at, pipeline, what, facts } of events) {
    const told = Object.entries(facts).map(([name, value]) => `${name} ${oneLine(value)}`);
    console.say(`${at.padEnd(24)}  ${pipeline.padEnd(13)}  ${what}${told.length === 0 ? "" : `: ${told.join(", ")}`}`);
  }
  console.say(
    events.length === 0
      ? `the tables know nothing about ${input.id}`
      : `\n${counted(events.length, "entry").replace("entrys", "entries")}`,
  );
  for (const notice of found.notices) console.note(notice);
  return code;
}
