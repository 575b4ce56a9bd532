import type { Run } from "../../scripts/delivery/command";
import type { GitHub } from "../../scripts/delivery/github";

/** A call of `gh api` that changes something. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A GitHub that answers reads from a table by path, and records what it was asked to change. */
export function fakeGitHub(answers: Readonly<Record<string, unknown>>): GitHub & { readonly sent: readonly Sent[] } {
  const sent: Sent[] = [];
  const gh: Run = async (args, input) => {
    const path = args.find((arg) => arg.startsWith("repos/")) ?? "";
    const method = args.includes("--method") ? args[args.indexOf("--method") + 1] : undefined;
    if (method !== undefined) {
      sent.push({ method, path, body: JSON.parse(input ?? "null") });
      return "{}";
    }
    const answer = answers[path];
    if (answer === undefined) throw new Error(`gh: Not Found (HTTP 404): ${path}`);
    // Pages of a list come as a list of lists.
    if (args.includes("--slurp")) return JSON.stringify([answer]);
    return typeof answer === "string" ? `${answer}\n` : JSON.stringify(answer);
  };
  return { gh, repository: "example/backoffice", sent };
}

/** A comment or an issue that a workflow has written. */
export function byWorkflow(id: number, body: string) {
  return { id, number: id, body, user: { login: "github-actions[bot]" } };
}
