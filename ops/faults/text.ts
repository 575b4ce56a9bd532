// A fault rule in words.
import type { FaultState } from "./rule";

type Rule = Omit<FaultState["rule"], "id">;

/** What happens to a call: `throttle`, `error 500`, `delay 700 ms`. */
export function effectOf({ effect, code, status, delayMs }: Rule): string {
  const details = [status, code, delayMs === undefined ? undefined : `${delayMs} ms`].filter(
    (part) => part !== undefined,
  );
  return [effect, ...details].join(" ");
}

/** Which calls it meets. */
export function meets(rule: Rule): string {
  const { function: of, service, action, resource, recipient, rate, perSecond, times } = rule;
  const conditions = Object.entries({ function: of, service, action, resource, recipient })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`);
  const share = rate === 1 ? [] : [`${rate * 100} %`];
  const limit = perSecond === undefined ? [] : [`beyond ${perSecond} a second`];
  const most = times === undefined ? [] : [`at most ${times}`];
  return [conditions.join(", ") || "every call", ...share, ...limit, ...most].join(", ");
}
