// CloudWatch Logs' filter patterns, by its user guide: "Filter pattern syntax for metric filters, subscription filters, filter log events, and
// Live Tail". Pure functions. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
import { isRecord } from "../../values/is-record";
import { compileJsonPattern } from "./json";
import { LogFilterError, regexOf } from "./tokens";

/** Whether a log line matches. */
export type LogPattern = (line: string) => boolean;

/**
 * Compiles a filter pattern: empty (every line), terms of unstructured lines, or `{ ... }` for JSON.
 *
 * - Terms must all be in the line, in upper and lower case as they are; of those with `?` one must; none with `-` may.
 * - A term is a word, `"a phrase"` or `%a regular expression%`.
 * - A line that is no JSON object matches no JSON pattern.
 *
 * @throws {LogFilterError} CloudWatch would refuse it, or it is for space-delimited lines (`[...]`), which are not known here
 */
export function compileLogPattern(pattern: string): LogPattern {
  const text = pattern.trim();
  if (text === "") return () => true;
  if (text.startsWith("[")) throw new LogFilterError(pattern, "is for space-delimited lines, which are not known here");
  if (!text.startsWith("{")) return compileTerms(text);
  const test = compileJsonPattern(text);
  return (line) => {
    const event = jsonOf(line);
    return event !== undefined && test(event);
  };
}

/** The object that a log line is; undefined when it is none. */
export function jsonOf(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.trimStart().startsWith("{")) return undefined;
  try {
    const event: unknown = JSON.parse(line);
    return isRecord(event) ? event : undefined;
  } catch {
    return undefined;
  }
}

function compileTerms(text: string): LogPattern {
  const needed: LogPattern[] = [];
  const either: LogPattern[] = [];
  const terms = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"%]+))\s*/y;
  while (terms.lastIndex < text.length) {
    const rest = text.slice(terms.lastIndex);
    const found = terms.exec(text);
    if (found === null) throw new LogFilterError(text, `has an unknown part: '${rest}'`);
    const [, sign = "", phrase, regex, word] = found;
    const term = phrase?.replace(/\\(.)/g, "$1") ?? word ?? "";
    const expression = regex === undefined ? undefined : regexOf(regex, text);
    const has: LogPattern = (line) => (expression === undefined ? line.includes(term) : expression.test(line));
    if (sign === "?") either.push(has);
    else needed.push(sign === "-" ? (line) => !has(line) : has);
  }
  return (line) => needed.every((has) => has(line)) && (either.length === 0 || either.some((has) => has(line)));
}
