import { spawn } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { replacements } from "../../../aws/replacement/all";
import { classOf } from "../../../aws/resource-types";
import { buildBootstrapGraph } from "../../../bootstrap/graph";
import { runbookOf } from "../../../components/blocks/runbook";
import { keys } from "../../../components/config/schema";
import { projectRoot } from "../../../launch/project-root.cjs";
import { allRules } from "../../../policies/rules/all";
import { buildGraph, type GraphResource } from "../../../program/graph/build-graph";
import { domainSettings } from "../../support/domain-settings";
import { program } from "../../support/pulumi";
import type { ProgramNames } from "./pulumi-cli";

/** What exists, for pages to be held against. */
export interface Facts extends ProgramNames {
  /** npm scripts, with what they run. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Logical names of queues and functions. */
  readonly queues: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  /** Words of physical names and ARNs in any stack, such as `orders-table-prod`. */
  readonly physicalNames: ReadonlySet<string>;
  /** Names of alarms without the environment, each with the page that it leads to. */
  readonly alarms: ReadonlyMap<string, string>;
  /** Words of the sources, of settings and workflows, and of resources' names: all but tests and documents. */
  readonly words: ReadonlySet<string>;
  /** Whether a file or folder of the project has this path. `<name>` and `*` stand for anything. */
  hasPath(path: string): boolean;
  /** What `--help` of a script says, with words in front of it. */
  help(script: string, words?: readonly string[]): Promise<string>;
}

let known: Promise<Facts> | undefined;

/** Gathered once in a process. */
export function facts(): Promise<Facts> {
  known ??= gather();
  return known;
}

async function gather(): Promise<Facts> {
  // One after the other: a process runs one program at a time.
  const own = [
    ...(await buildGraph("dev", {})),
    ...(await buildGraph("prod", domainSettings)),
    ...(await buildGraph("local", {})),
  ];
  const all = [...own, ...(await buildBootstrapGraph("dev")), ...(await buildBootstrapGraph("prod"))];
  const files = filesBelow("");
  const outputs = new Map<string, Set<string>>();
  for (const stack of ["dev", "prod", "local"] as const)
    for (const [name, fields] of Object.entries((await program(stack)).result as Record<string, object>))
      outputs.set(name, new Set([...(outputs.get(name) ?? []), ...Object.keys(fields)]));
  const scripts = new Map<string, string>(Object.entries(JSON.parse(read("package.json")).scripts));
  const logical = (type: string) => new Set(own.filter((each) => each.type === type).map(({ name }) => name));
  const physicalNames = new Set(all.flatMap(({ inputs }) => wordsIn(JSON.stringify(inputs))));
  const alarms = new Map(own.flatMap(alarmOf));
  const words = new Set([
    ...files.filter(isSource).flatMap((file) => wordsIn(read(file))),
    ...files.flatMap((file) => [file, ...file.split("/")]),
    ...all.flatMap(({ name, type }) => [name, ...wordsIn(type), classOf(type)]),
    ...[...physicalNames].map((name) => name.replace(/-(dev|prod|local)$/, "")),
    ...Object.keys(replacements).map(classOf),
    ...allRules.map(({ name }) => name),
    ...[...outputs].flatMap(([name, fields]) => [name, ...fields]),
  ]);
  const helps = new Map<string, Promise<string>>();
  return {
    configKeys: new Set(Object.keys(keys)),
    ...{ outputs, scripts, physicalNames, alarms, words },
    queues: logical("aws:sqs/queue:Queue"),
    functions: logical("aws:lambda/function:Function"),
    hasPath: (path) => hasPath(files, path),
    help(script, subcommand = []) {
      const id = [script, ...subcommand].join(" ");
      const help = helps.get(id) ?? askHelp(scripts.get(script) ?? "", subcommand);
      helps.set(id, help);
      return help;
    },
  };
}

function alarmOf({ type, inputs }: GraphResource): [string, string][] {
  if (type !== "aws:cloudwatch/metricAlarm:MetricAlarm") return [];
  return [[String(inputs.name).replace(/-(dev|prod|local)$/, ""), basename(runbookOf(inputs.alarmDescription) ?? "")]];
}

function read(file: string): string {
  return readFileSync(join(projectRoot, file), "utf8");
}

/** Every file but what is fetched, made by a run, or Git's. */
function filesBelow(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (["node_modules", ".git", ".local"].includes(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function isSource(file: string): boolean {
  const generated = file.startsWith("docs/") || file.startsWith("tests/") || file.endsWith("package-lock.json");
  return !generated && !file.endsWith(".md") && statSync(join(projectRoot, file)).size < 300_000;
}

/** Words as prose would name them: whole (`aws:sqs/queue:Queue`, `--since`), with dashes, and bare. */
export function wordsIn(text: string): string[] {
  return [/[^\s"'`,;(){}[\]]+/g, /[\w@.-]+/g, /[\w-]+/g, /\w+/g].flatMap((pattern) => text.match(pattern) ?? []);
}

function hasPath(files: readonly string[], path: string): boolean {
  const bare = path.replace(/^\.\//, "").replace(/\/$/, "");
  const parts = bare.split(/<[^>]+>|\*/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const pattern = new RegExp(`^${parts.join("[^/]+")}(/|$)`);
  return files.some((file) => pattern.test(file));
}

/** Runs what the script runs, with `--help`. */
function askHelp(line: string, words: readonly string[]): Promise<string> {
  const [node, ...args] = line.split(" ");
  if (node !== "node") return Promise.resolve("");
  const child = spawn(process.execPath, [...args, ...words, "--help"], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => resolve(text));
  });
}
