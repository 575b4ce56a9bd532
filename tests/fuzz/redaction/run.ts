// Plants secrets and personal data in events of every kind, lets the work on them fail with errors that quote them, and looks for them in
// everything that is written about the failure.
import * as fc from "fast-check";
import { type EventKind, eventKinds, onTheWire } from "../../support/redaction/event-kinds";
import { encoded, encodings, type Planted, personalData, survivors } from "../../support/redaction/personal-data";
import { plantedAll } from "../../support/redaction/planting";
import { createRandom, type Random } from "../random";
import { failWith } from "./destinations";

/** A value that was found where it must not be. */
export interface Leak {
  readonly kind: string;
  readonly destination: string;
  readonly form: string;
  readonly value: string;
}

export interface RedactionRun {
  /** Values that lay in events, and were quoted. */
  readonly planted: number;
  readonly events: number;
  readonly leaks: readonly Leak[];
}

/** So many are planted in one event. */
const valuesOfAnEvent = 6;

const forms = Object.keys(encodings);

/** Texts of errors, as code and services write them. */
const sentences: readonly ((quote: string, other: string) => string)[] = [
  (quote) => `cannot use ${quote}: it is wrong`,
  (quote, other) => `expected "${quote}" but got '${other}'`,
  (quote) => `Unexpected token, "${quote.slice(0, 40)}"... is not valid JSON`,
  (quote, other) => JSON.stringify({ error: { value: quote, values: [other] } }),
  (quote) => `One or more parameter values were invalid: Type mismatch for key ${quote}`,
  (quote, other) => `GET https://api.example/v1/${encodeURIComponent(quote)}?q=${encodeURIComponent(other)} failed`,
  (quote) => `no such thing\n    at ${quote.replace(/\s/g, "_")} (/var/task/${quote}.js:1:1)\n    at ${quote}`,
  (quote) => `“${quote}”, «${quote}»`,
];

/** Errors of many makes that quote. */
const errors: readonly ((text: string, other: string, value: string) => unknown)[] = [
  (text) => new Error(text),
  (text, other) => new TypeError(text, { cause: new Error(other, { cause: new RangeError(text) }) }),
  (text, other) => new AggregateError([new Error(text), new Error(other)], text),
  (text, other, value) => Object.assign(new Error(text), { name: value, details: { other }, value }),
  (text) => text,
  (text, other) => ({ message: text, other }),
  (text, _other, value) => Object.assign(new Error(text), { stack: `Error: ${value}\n    at ${value} (/a.js:1:1)` }),
  (text, _other, value) => Object.assign(new Error(text), { message: `${text} ${value}`, $metadata: { attempts: 1 } }),
];

/** Plants at least so many values. @param seed the same values each time */
export async function runRedaction(values: number, seed: number): Promise<RedactionRun> {
  const random = createRandom(seed);
  const leaks: Leak[] = [];
  let planted = 0;
  let events = 0;
  for (let batch = 0; planted < values; batch++) {
    const made = fc.sample(personalData, { numRuns: 600, seed: seed + batch });
    while (made.length > 0 && planted < values) {
      const kind = random.pick(eventKinds);
      const round = await failOnce(kind, made.splice(0, valuesOfAnEvent), random);
      planted += round.planted;
      events++;
      leaks.push(...round.leaks);
    }
  }
  return { planted, events, leaks };
}

async function failOnce(
  kind: EventKind,
  values: readonly Planted[],
  random: Random,
): Promise<Pick<RedactionRun, "planted" | "leaks">> {
  const placed = values.map((value) => ({
    value,
    written: encoded(value.text, random.pick(forms)),
    at: { place: random.below(1000), shape: random.below(1000) },
  }));
  const { event, secrets } = plantedAll(kind.make(), kind.kept, placed);
  const [first = "", second = "", third = ""] = secrets.map(({ text }) => encoded(text, random.pick(forms)));
  const rest = secrets.slice(3).map(({ text }) => encoded(text, random.pick(forms)));
  const text = random.pick(sentences)(first, second) + rest.map((quote) => `; ${quote}`).join("");
  const error = random.pick(errors)(text, random.pick(sentences)(third, first), second);
  const written = await failWith(error, onTheWire(event), kind.kept);
  const leaks = Object.entries(written).flatMap(([destination, output]) =>
    secrets.flatMap((secret) =>
      survivors(output, secret).map((form) => ({ kind: kind.name, destination, form, value: secret.text })),
    ),
  );
  return { planted: secrets.length, leaks };
}
