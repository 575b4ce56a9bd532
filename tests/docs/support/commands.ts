import { awsProblem } from "./aws-cli";
import type { Facts } from "./facts";
import { isPlaceholder } from "./names";
import { pulumiProblem } from "./pulumi-cli";

/** Programs that everybody has, or that a page asks for; their arguments are not checked. */
const others: readonly string[] = [
  "cd",
  "curl",
  "date",
  "do",
  "done",
  "export",
  "gh",
  "git",
  "jq",
  "node",
  "read",
  "rm",
  "while",
];

const programs = ["npm", "aws", "pulumi", "gh", "curl"];

/** Whether inline code is a command: a program with something behind it, perhaps with variables in front. */
export function isCommand(code: string): boolean {
  const words = code.split(" ").filter((word) => !/^\w+=\S*$/.test(word));
  return words.length > 1 && programs.includes(words[0] ?? "");
}

/** What is wrong with a command; undefined: it exists, with its flags, about names that exist. */
export async function commandProblem(words: readonly string[], known: Facts): Promise<string | undefined> {
  const [program = ""] = words;
  const line = words.join(" ");
  if (words[1] === "...") return undefined;
  const wrong = await problemOf(program, words, known);
  if (wrong !== undefined) return `${line}: ${wrong}`;
  const strange = program === "gh" ? undefined : strangeName(words, known);
  return strange === undefined ? undefined : `${line}: nothing is called '${strange}'`;
}

async function problemOf(program: string, words: readonly string[], known: Facts): Promise<string | undefined> {
  if (program === "npm") return npmProblem(words.slice(1), known);
  if (program === "aws") return awsProblem(words);
  if (program === "pulumi") return pulumiProblem(words, known);
  if (program === "jq") return jqProblem(words, known);
  return others.includes(program) ? undefined : `nobody has a program '${program}'`;
}

async function npmProblem(args: readonly string[], known: Facts): Promise<string | undefined> {
  const words = args.filter((word) => word !== "-s");
  const [verb = ""] = words;
  if (["ci", "cit"].includes(verb))
    return flagsOf(words).every((flag) => flag === "--ignore-scripts") ? undefined : "a flag of npm's";
  if (verb === "version") {
    const known = ["--workspaces", "--include-workspace-root", "--no-git-tag-version"];
    return flagsOf(words).every((flag) => known.includes(flag)) ? undefined : "a flag of npm's";
  }
  const script = verb === "run" ? words[1] : verb;
  if (script === undefined || (verb !== "run" && !["start", "test"].includes(verb))) return `npm has no '${verb}'`;
  if (!known.scripts.has(script)) return `there is no script '${script}'`;
  const at = words.indexOf("--");
  return at < 0 ? undefined : argumentsProblem(script, words.slice(at + 1), known);
}

async function argumentsProblem(script: string, args: readonly string[], known: Facts): Promise<string | undefined> {
  if (script === "test")
    return args.every((path) => path === "--changed" || isPlaceholder(path) || known.hasPath(path))
      ? undefined
      : "no such path";
  if (script === "mutations") return undefined; // any words
  const [first = ""] = args;
  const subcommand =
    ["ops", "fuzz"].includes(script) && !isPlaceholder(first) && !first.startsWith("-") ? first : undefined;
  const help = await helpFor(script, subcommand, args[1], known);
  if (help === "")
    return `'${script}${subcommand === undefined ? "" : ` ${subcommand}`}' does not exist, or has no help`;
  const unknown = flagsOf(args).filter(
    (flag) => !new RegExp(`(^|[\\s,])${flag}\\b`, "m").test(help) && flag !== "--help",
  );
  if (unknown.length > 0) return `it has no ${unknown.join(", ")}`;
  for (const [flag, names] of [
    ["--queue", known.queues],
    ["--function", known.functions],
  ] as const) {
    const value = args[args.indexOf(flag) + 1];
    if (args.includes(flag) && value !== undefined && !isPlaceholder(value) && !names.has(value))
      return `no ${flag.slice(2)} is called '${value}'`;
  }
  const stack = args[args.indexOf("--stack") + 1];
  if (
    args.includes("--stack") &&
    stack !== undefined &&
    !isPlaceholder(stack) &&
    !known.hasPath(`Pulumi.${stack}.yaml`)
  )
    return `there is no stack '${stack}'`;
  return undefined;
}

/** Of several commands (`errors|trace`) all must have help; theirs are joined. Empty when one of them does not exist. */
async function helpFor(
  script: string,
  subcommand: string | undefined,
  second: string | undefined,
  known: Facts,
): Promise<string> {
  const root = await known.help(script);
  if (subcommand === undefined) return root;
  const names = subcommand.split("|");
  // Asked for the help of a command that does not exist, a program shows that of all.
  if (names.some((name) => !new RegExp(`^ +${name}\\b`, "m").test(root))) return "";
  const nested = second !== undefined && /^[a-z]+$/.test(second) ? [second] : [];
  return (await Promise.all(names.map((name) => known.help(script, [name, ...nested])))).join("\n");
}

function flagsOf(words: readonly string[]): string[] {
  return words.filter((word) => word.startsWith("--") && word !== "--").map((word) => word.split("=")[0] ?? "");
}

/** `jq .busArn` behind an output: the field must be one of some output. */
function jqProblem(words: readonly string[], known: Facts): string | undefined {
  const field = words.at(-1)?.match(/^\.([a-zA-Z]+)$/)?.[1];
  const fields = new Set([...known.outputs.values()].flatMap((each) => [...each]));
  return field === undefined || fields.has(field) ? undefined : `no output has '${field}'`;
}

/** A name that ends as names of stacks do, and that nothing in any stack has. */
function strangeName(words: readonly string[], known: Facts): string | undefined {
  const parts = words.flatMap((word) => word.split(/[,=:/?&]+/));
  return parts.find((part) => /^[a-z][\w-]*-(dev|prod|local)$/.test(part) && !known.physicalNames.has(part));
}
