import type { OpsConsole } from "../../../ops/console";

/** A console that remembers what was said, and gives the given answers. */
export interface RecordedConsole extends OpsConsole {
  readonly said: string[];
  readonly noted: string[];
  readonly asked: string[];
  /** What was said, as the one JSON document that it must be. */
  json(): Record<string, unknown>;
}

/** @param answer to every question; undefined: nobody can be asked */
export function recordedConsole(answer?: boolean): RecordedConsole {
  const said: string[] = [];
  const noted: string[] = [];
  const asked: string[] = [];
  return {
    said,
    noted,
    asked,
    say: (line) => void said.push(line),
    sayWhole: (line) => void said.push(line),
    sayJson: (value) => void said.push(JSON.stringify(value, null, 2)),
    note: (line) => void noted.push(line),
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
    json: () => JSON.parse(said.join("\n")) as Record<string, unknown>,
  };
}
