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
  const { id, pages, indexShards, keysOnly } = input;
  const onScan = () =>
    console.note(
      `no key and no index leads to ${id}: tables are scanned, up to ${counted(pages, "page")} (1 MB) of each`,
    );
  const found = await collect({ target, dynamo: clients.dynamo, pages, indexShards, keysOnly, onScan }, id);
  const stacks = createStackReader();
  const placed = found.events.map((event) => withSourceLine(event, stacks));
  const events = input.showAddresses ? placed : placed.map(withoutAddresses);
  const notices = [...found.notices, ...stacks.notices()];
  const code = events.length === 0 || found.failure !== undefined ? exitCodes.failed : exitCodes.ok;
  if (found.failure !== undefined) console.note(`error: ${explain(found.failure)}. What follows is not all`);
  if (input.json) {
    const { orderIds, shipmentIds, correlationIds, unscanned, failure } = found;
    const incomplete = failure === undefined ? {} : { failure: explain(failure) };
    console.sayJson({ id, orderIds, shipmentIds, correlationIds, events, notices, unscanned, ...incomplete });
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
      ? `${found.failure !== undefined || found.unscanned ? "nothing was found yet" : "the tables know nothing"} about ${id}`
      : `\n${counted(events.length, "entry").replace("entrys", "entries")}`,
  );
  if (found.unscanned) console.note("no key and no index leads to it, and no table was scanned: see --keys-only");
  for (const notice of notices) console.note(notice);
  return code;
}
