import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";
import { peek } from "../../ops/queues/peek";
import { drained, noteRedriven, stuckDeadLetters } from "../storm/recover";
import { onPurpose } from "../traffic/evidence/queues";
import { operatorsCommand } from "../traffic/operators-command";
import { inParallel } from "../traffic/poll";
import type { Traffic } from "../traffic/traffic";
import type { Filling, Recovery } from "./drill";
import { named, queueUrl } from "./levers";

/** A command that was executed. */
export interface Executed {
  /** As a person would type it, with its words in capitals filled in. */
  readonly command: string;
  readonly ok: boolean;
  /** Its last line, or why it failed. */
  readonly said: string;
}

type Command = Extract<Recovery, { readonly command: string }>;
type Filled = Readonly<Record<string, Filling>>;

/** The commands of a runbook and of the pages that it sends its reader to. @param runbook its file's name without the ending */
export function commandsOf(runbook: string): readonly string[] {
  const linked = [...pageOf(runbook).matchAll(/\]\(([a-z-]+)\.md\)/g)].map(([, name = ""]) => name);
  return [runbook, ...linked].flatMap(commandsIn);
}

/** A runbook's text; what no alarm asks for has a page among the documents instead. */
export function pageOf(runbook: string): string {
  const [page = "", other = ""] = ["docs/runbooks", "docs"].map((folder) => join(projectRoot, folder, `${runbook}.md`));
  return readFileSync(existsSync(page) ? page : other, "utf8");
}

/** The lines of a runbook's code blocks without their comments, and the commands in its text. */
export function commandsIn(runbook: string): readonly string[] {
  const text = pageOf(runbook);
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = ""]) => block);
  const inText = [...text.matchAll(/`(npm run ops -- [^`]+)`/g)].map(([, command = ""]) => command);
  return [...blocks.flatMap((block) => block.split("\n")), ...inText]
    .map((line) => line.replace(/ +# .*$/, "").trim())
    .filter((line) => line !== "");
}

/** Words in capitals of a command, such as `QUEUE` and `CORRELATION-ID`. */
export function wordsToFill(command: string): readonly string[] {
  return [...new Set(command.match(/(?<![\w-])[A-Z][A-Z-]*[A-Z](?=-prod\b|\b(?![\w-]))/g) ?? [])];
}

/** Executes a command of a runbook as its reader does: `npm run ops` in a process of its own, `aws` by the SDK. */
export async function execute(
  traffic: Traffic,
  { command, fill = {}, forEachBroken, forEachFilled }: Command,
): Promise<readonly Executed[]> {
  if (forEachFilled) return executeUntilEmpty(traffic, command, fill);
  if (forEachBroken === undefined) return [await executeOne(traffic, await filledIn(traffic, command, fill))];
  const queue = named(traffic, forEachBroken);
  const broken = (await peek(traffic.stack.target, queueUrl(traffic, forEachBroken))).filter((message) =>
    onPurpose(message, traffic.journal),
  );
  return inParallel(broken, 3, async ({ MessageId, Body }) => {
    const done = await executeOne(
      traffic,
      await filledIn(traffic, command, { ...fill, QUEUE: queue, "MESSAGE-ID": MessageId }),
    );
    // It is in no queue any more, as it should be.
    const at = traffic.journal.poison.findIndex(({ body }) => body === Body);
    if (done.ok && at >= 0) traffic.journal.poison.splice(at, 1);
    return done;
  });
}

/** What fails once more is sent back once more. */
const rounds = 3;

async function executeUntilEmpty(traffic: Traffic, command: string, fill: Filled): Promise<readonly Executed[]> {
  const done: Executed[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const stuck = await stuckDeadLetters(traffic);
    if (stuck.length === 0) break;
    for (const { name } of stuck)
      done.push(await executeOne(traffic, await filledIn(traffic, command, { ...fill, QUEUE: name })));
    await drained(traffic);
  }
  return done;
}

async function filledIn(traffic: Traffic, command: string, fill: Filled): Promise<string> {
  let filled = command;
  for (const [word, filling] of Object.entries(fill)) {
    const text = typeof filling === "string" ? filling : await filling(traffic);
    filled = filled.replaceAll(new RegExp(`(?<![\\w-])${word}(?!-?[A-Z])`, "g"), text);
  }
  return filled.replaceAll(/-prod\b/g, `-${traffic.outputs.stack.environmentSuffix}`);
}

async function executeOne(traffic: Traffic, command: string): Promise<Executed> {
  const [program, ...words] = command.split(/\s+/);
  if (program === "aws") return { command, ...(await callAws(traffic, words)) };
  if (!command.startsWith(ops)) throw new Error(`a drill cannot execute '${command}'`);
  const args = command.slice(ops.length).split(/\s+/);
  const changes = changing.includes(args[0] ?? "") && !args.includes("--dry-run") && args[1] !== "list";
  if (changes && args[0] === "redrive") {
    const name = args[args.indexOf("--queue") + 1] ?? "";
    const found = await peek(traffic.stack.target, queueUrl(traffic, name));
    const most = args.includes("--max") ? Number(args[args.indexOf("--max") + 1]) : found.length;
    noteRedriven(traffic, named(traffic, name), found.slice(0, most), args.includes("--confirm-resend"));
  }
  const { code, stdout, stderr } = await operatorsCommand([...args, ...(changes ? ["--yes"] : [])], {
    signal: traffic.signal,
  });
  const said = (stdout.trim() || stderr.trim()).split("\n").at(-1) ?? "";
  return { command, ok: code === 0, said: code === 0 ? said : `exit code ${code}: ${stderr.trim() || said}` };
}

const ops = "npm run ops -- ";
/** Commands that ask before they change something; a drill answers yes. */
const changing: readonly string[] = ["discard", "redrive", "republish", "restore", "rollout", "suppressions"];

/** Commands of the AWS CLI by service, as the SDK names them. Loaded when one is used. */
const services = {
  lambda: { load: () => import("@aws-sdk/client-lambda"), client: ({ aws }: Traffic) => aws.lambda },
  sqs: { load: () => import("@aws-sdk/client-sqs"), client: ({ aws }: Traffic) => aws.sqs },
  events: { load: () => import("@aws-sdk/client-eventbridge"), client: ({ aws }: Traffic) => aws.events },
} as const;

/** The AWS CLI's names are those of the API, in lower case with hyphens; these have more capitals. */
const unusual: Readonly<Record<string, string>> = { Uuid: "UUID" };

async function callAws(traffic: Traffic, words: readonly string[]): Promise<Pick<Executed, "ok" | "said">> {
  const [serviceName = "", operation = "", ...rest] = words;
  const service = services[serviceName as keyof typeof services];
  if (service === undefined) throw new Error(`a drill cannot call aws ${serviceName}`);
  const input: Record<string, unknown> = {};
  // An option, and the values up to the next one.
  for (const [, no, option = "", text = ""] of rest.join(" ").matchAll(/--(no-)?([a-z-]+)((?: (?!--)\S+)*)/g)) {
    const values = text.split(" ").filter((value) => value !== "");
    input[inCapitals(option)] = values.length === 0 ? no === undefined : optionValue(option, values);
  }
  const commands: Readonly<Record<string, unknown>> = { ...(await service.load()) };
  const Command = commands[`${inCapitals(operation)}Command`];
  if (typeof Command !== "function") throw new Error(`aws ${serviceName} has no command ${operation}`);
  try {
    const send = service.client(traffic).send.bind(service.client(traffic)) as (command: unknown) => Promise<unknown>;
    await send(Reflect.construct(Command, [input]));
    return { ok: true, said: "done" };
  } catch (error) {
    return { ok: false, said: String(error) };
  }
}

/** Versions of functions look like numbers and are texts. */
function optionValue(option: string, values: readonly string[]): string | number | readonly string[] {
  const [value = ""] = values;
  if (values.length > 1) return values;
  return /^\d+$/.test(value) && !option.endsWith("version") ? Number(value) : value;
}

function inCapitals(text: string): string {
  const name = text.replace(/(?:^|-)([a-z])/g, (_, first: string) => first.toUpperCase());
  return unusual[name] ?? name;
}
