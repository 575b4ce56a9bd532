// Inputs out of good ones: structure kept, something in it made bad.
import type { Random } from "../random";

/** Values that code does not expect. */
const strange: readonly ((random: Random) => unknown)[] = [
  () => null,
  () => "",
  () => " ",
  () => [],
  () => ({}),
  () => true,
  () => 0,
  () => -1,
  () => 1.5,
  () => 2 ** 53,
  () => 1e-200,
  () => 1e308,
  () => -0,
  () => "\ud83d",
  () => "\u0000\u001b[31m\u202e",
  () => "\u{1F469}\u200d\u{1F680}".repeat(40),
  () => "__proto__",
  () => "constructor",
  () => "%",
  () => "%c3%28%",
  () => `$\{jndi:x}{{a}}<b>&"'`,
  () => "2026-02-30T00:00:00Z",
  () => "9999-12-31T23:59:59.999999999+14:00",
  () => "0000-01-01T00:00:00Z",
  () => "1e400",
  () => "٣",
  () => "ada@xn--e1aybc.xn--p1ai",
  () => "@",
  () => "A".repeat(129),
  (random) => "x".repeat(random.below(3000)),
  (random) => (random.below(40) === 0 ? "%40".repeat(20_000) : "%40"),
  (random) => (random.below(40) === 0 ? "ä".repeat(90_000) : "ä"),
  (random) => nested(random.below(60)),
  () => ({ __proto__x: 1, toString: 1, length: -1 }),
  () => Array.from({ length: 300 }, (_, index) => index),
  (random) => String.fromCharCode(...Array.from({ length: 8 }, () => random.below(0x10000))),
];

function nested(levels: number): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { inner: value };
  return value;
}

/** A copy with one to three changes at random places; now and then none. */
export function mutated(value: unknown, random: Random): unknown {
  let result = value;
  for (let left = random.below(4); left > 0; left--) result = changed(result, random);
  return result;
}

type Path = readonly string[];

/** Every place in a value, from the whole to the leaves. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function changed(value: unknown, random: Random): unknown {
  return changedAt(value, random.pick(pathsOf(value)), random);
}

function changedAt(value: unknown, [key, ...rest]: Path, random: Random): unknown {
  if (key === undefined) return replaced(value, random);
  if (Array.isArray(value)) {
    if (random.below(10) === 0) return [...value, random.pick(strange)(random)];
    return value.map((child, at) => (String(at) === key ? changedAt(child, rest, random) : child));
  }
  const entries = Object.entries(Object(value));
  switch (random.below(10)) {
    case 0:
      return Object.fromEntries(entries.filter(([name]) => name !== key));
    case 1:
      return Object.fromEntries([
        ...entries,
        [asText(random.pick(strange)(random)).slice(0, 200), random.pick(strange)(random)],
      ]);
    default:
      return Object.fromEntries(
        entries.map(([name, child]) => [name, name === key ? changedAt(child, rest, random) : child]),
      );
  }
}

/** A mutated text. */
export function mutatedText(text: string, random: Random): string {
  return asText(mutated(text, random));
}

/** Any value as a text. */
export function asText(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function replaced(value: unknown, random: Random): unknown {
  switch (random.below(5)) {
    case 0:
      return [value];
    case 1:
      return asText(value);
    case 2:
      return typeof value === "string" ? shaken(value, random) : random.pick(strange)(random);
    default:
      return random.pick(strange)(random);
  }
}

/** A text with some of its characters changed. */
export function shaken(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(4)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + String.fromCharCode(random.below(0x3000)) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + random.pick(["\u0000", "\ud800", '"', "}", "\\u12", "\n", "‮"]) + text.slice(at);
    default:
      return text + text.slice(at);
  }
}

/** JSON of a mutated value; one of ten is no longer JSON, or never was. */
export function bodyOf(value: unknown, random: Random): string {
  const text = JSON.stringify(mutated(value, random)) ?? "undefined";
  switch (random.below(20)) {
    case 0:
      return shaken(text, random);
    case 1:
      return String.fromCharCode(...Array.from({ length: random.below(60) }, () => random.below(0x10000)));
    default:
      return text;
  }
}
