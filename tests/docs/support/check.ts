import { posix } from "node:path";
import { pipelineNames } from "../../../components/pipelines";
import { projectName } from "../../../launch/project-root.cjs";
import { opsCommands } from "../../../ops/command-line/commands";
import { type CommandDefinition, commonOptions } from "../../../ops/command-line/definition";
import type { Level } from "../../../policies/engine/rule";
import { readSettings } from "../../../policies/engine/settings";
import { allRules } from "../../../policies/rules/all";
import { everywhereInAws } from "./aws-cli";
import { commandProblem, isCommand } from "./commands";
import type { Facts } from "./facts";
import { examples, foreign, wordProblem } from "./names";
import { anchorsOf, blocksOf, codesOf, linksOf, type Page } from "./pages";
import { hasPulumiFlag } from "./pulumi-cli";
import { parseShell } from "./shell";

/** Everything that a page says and that is not so; empty for a page that is right. */
export async function problemsOf(page: Page, pages: readonly Page[], known: Facts): Promise<readonly string[]> {
  const found = [
    ...(await Promise.all(blocksOf(page).map((block) => blockProblems(block.language, block.text, known)))).flat(),
    ...(await Promise.all(codesOf(page).map((code) => codeProblems(code, page, known)))).flat(),
    ...linksOf(page).flatMap((target) => linkProblem(target, page, pages, known)),
    ...ownNames(page, known),
  ];
  return [...new Set(found)];
}

async function blockProblems(language: string, text: string, known: Facts): Promise<readonly string[]> {
  if (language === "sh") return scriptProblems(text, known);
  if (language === "json") return settingsProblems(text);
  // A table of folders: the first word of each line.
  if (language === "")
    return text.split("\n").flatMap((line) => {
      const [path = ""] = line.trim().split(/\s+/);
      return path === "" || known.hasPath(path) ? [] : [`there is no '${path}'`];
    });
  return [];
}

async function scriptProblems(text: string, known: Facts): Promise<readonly string[]> {
  const { commands, comments } = parseShell(text);
  const wrong = await Promise.all(commands.map((words) => commandProblem(words, known)));
  const named = comments.flatMap((comment) => comment.match(/--[a-z-]+|\b[a-z]+[A-Z]\w*/g) ?? []);
  return [...wrong, ...named.map((word) => wordProblem(word, known))].filter((problem) => problem !== undefined);
}

const levels: readonly (string | undefined)[] = ["mandatory", "advisory", "disabled"] satisfies Level[];

/** Configuration of the policy pack, as the pack reads it. */
function settingsProblems(text: string): readonly string[] {
  const given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = JSON.parse(text);
  return Object.entries(given).flatMap(([name, settings]) => {
    const rule = allRules.find((candidate) => candidate.name === name);
    if (rule === undefined) return [`there is no rule '${name}'`];
    try {
      const { enforcementLevel: level, ...values } = settings;
      readSettings(rule, values, levels.includes(level as Level) ? { level: level as Level } : {});
      return [];
    } catch (error) {
      return [`the rule '${name}' does not take ${JSON.stringify(settings)}: ${String(error)}`];
    }
  });
}

async function codeProblems(code: string, page: Page, known: Facts): Promise<readonly string[]> {
  // In a command `[...]` is what may be left out, and `a|b` a choice: neither is meant for a shell.
  const script = code.replaceAll(/\[|\]/g, "").replaceAll(/(\w)\|(\w)/g, "$1\\|$2");
  if (isCommand(code)) return scriptProblems(script, known);
  const [first = ""] = code.split(/[ =]/);
  const help = await known.help("ops");
  // Operators' commands are called by their names alone, on the page about them.
  if (page.path === "docs/operations.md" && /^[a-z]+$/.test(first) && new RegExp(`^ +${first}\\b`, "m").test(help))
    return scriptProblems(`npm run ops -- ${script}`, known);
  if (/^--[a-z-]+([ =]\S+)?$/.test(code)) return (await flagExists(first, known)) ? [] : [`no command takes ${first}`];
  if (isPath(code)) return pathProblem(code, page, known);
  return code
    .split(/[\s,;:(){}[\]"'|=?]+/)
    .flatMap((word) => wordProblem(word.replace(/^\.{2,}|\.+$/g, ""), known) ?? []);
}

/** Flags of operators' commands. */
const operatorsFlags = new Set(
  [...Object.values<CommandDefinition>(opsCommands).flatMap(({ options }) => options), ...commonOptions].flatMap(
    ({ flags }) => flags.split(/[ ,]+/).filter((word) => word.startsWith("--")),
  ),
);

async function flagExists(flag: string, known: Facts): Promise<boolean> {
  if (everywhereInAws.includes(flag.slice(2)) || hasPulumiFlag(flag.slice(2))) return true;
  if (operatorsFlags.has(flag)) return true;
  const scripts = [
    ...["start", "graph", "policies", "cost", "call-costs"],
    ...["capacity", "drain-times", "token", "recovery", "console", "console-load", "drill"],
  ];
  const texts = await Promise.all(scripts.map((script) => known.help(script)));
  return texts.some((text) => new RegExp(`(^|[\\s,])${flag}\\b`).test(text));
}

function isPath(code: string): boolean {
  return /^[\w@<>*.-]+(\/[\w@<>*.-]*)+$/.test(code) && !code.startsWith("@") && !code.startsWith("refs/");
}

function pathProblem(path: string, page: Page, known: Facts): readonly string[] {
  const candidates = [path, posix.join(posix.dirname(page.path), path), `components/${path}`, `tests/${path}`];
  return candidates.some((candidate) => known.hasPath(candidate)) || known.words.has(path) || path in foreign
    ? []
    : [`there is no '${path}'`];
}

function linkProblem(target: string, page: Page, pages: readonly Page[], known: Facts): readonly string[] {
  if (/^https:\/\//.test(target)) return URL.canParse(target) ? [] : [`'${target}' is no address`];
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? page.path : posix.join(posix.dirname(page.path), file);
  if (!known.hasPath(path)) return [`the link to '${target}' leads to nothing`];
  if (anchor === undefined) return [];
  const anchors = anchorsOf(pages.find((other) => other.path === path) ?? page);
  return anchors.includes(anchor) ? [] : [`'${path}' has no heading '#${anchor}'`];
}

const ownName = new RegExp(`(?<![\\w-])(${[...pipelineNames, projectName].join("|")})(-[a-zA-Z0-9]+)+\\b`, "g");

/** Names of the program's own resources, wherever they stand: in prose, code or drawings. */
function ownNames({ text }: Page, known: Facts): readonly string[] {
  return (text.match(ownName) ?? []).flatMap((name) => {
    const bare = name.replace(/-ACCOUNT$/, "").replace(/-(dev|prod|local)$/, "");
    return name in examples || isKnownName(name, known) || isKnownName(bare, known)
      ? []
      : [`nothing is called '${name}'`];
  });
}

function isKnownName(name: string, { words, physicalNames, alarms }: Facts): boolean {
  return words.has(name) || physicalNames.has(name) || alarms.has(name);
}
