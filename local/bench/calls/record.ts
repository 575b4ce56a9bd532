// The SDK calls of a deployment with their times, so that `replay.ts` can make equal ones.
import type { Clients } from "../../deploy/clients";

/** Strings of an answer by their position: names and indexes with dots between. */
export type Strings = ReadonlyMap<string, string>;

/** One call of an SDK client. */
export interface RecordedCall {
  /** Property of `Clients`. */
  readonly client: string;
  /** Such as `CreateFunctionCommand`. */
  readonly command: string;
  readonly input: unknown;
  /** None when the call failed. */
  readonly answer: Strings;
  readonly failed: boolean;
  /** Milliseconds on one clock. */
  readonly began: number;
  readonly ended: number;
}

/**
 * Clients that do as the given ones, and note every call.
 *
 * @param calls gets each call when it has ended
 */
export function recording(clients: Clients, calls: RecordedCall[]): Clients {
  const wrap = ([client, original]: readonly [string, object]) => {
    const proxy = new Proxy(original, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key, target);
        if (key !== "send" || typeof value !== "function") return value;
        return async (command: object): Promise<unknown> => {
          const input: unknown = Reflect.get(command, "input");
          const call = { client, command: command.constructor.name, input, began: performance.now() };
          const note = (answer: Strings, failed: boolean) =>
            void calls.push({ ...call, answer, failed, ended: performance.now() });
          try {
            const answer: unknown = await Reflect.apply(value, target, [command]);
            note(stringsOf(answer), false);
            return answer;
          } catch (error) {
            note(new Map(), true);
            throw error;
          }
        };
      },
    });
    return [client, proxy] as const;
  };
  const { destroy, ...services } = clients;
  return { ...clients, ...Object.fromEntries(Object.entries(services).map(wrap)) };
}

/** Strings of an answer, its metadata aside. */
export function stringsOf(answer: unknown): Strings {
  const found = new Map<string, string>();
  const visit = (value: unknown, position: string): void => {
    if (typeof value === "string") found.set(position, value);
    else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
      for (const [name, member] of Object.entries(value)) {
        if (name !== "$metadata") visit(member, `${position}.${name}`);
      }
    }
  };
  visit(answer, "");
  return found;
}
