import type { Run } from "./command";
import { BODY_LIMIT, fencedEnd } from "./markdown";

/** The author of comments written with a workflow's token. A marker in anyone else's comment is ignored. */
const BOT = "github-actions[bot]";

/** The part of GitHub's API that delivery uses, through `gh`, which reads token and host from the environment. */
export interface GitHub {
  readonly gh: Run;
  /** `owner/name`. */
  readonly repository: string;
}

interface Note {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly login: string };
}

interface Issue extends Note {
  readonly number: number;
  readonly pull_request?: unknown;
}

/** The state of a pull request that decides about its stack. */
export interface PullRequest {
  readonly state: "open" | "closed";
  readonly labels: readonly { readonly name: string }[];
}

/** Writes a comment with this id on a pull request, or replaces the existing one. */
export async function upsertComment(github: GitHub, pullRequest: number, id: string, body: string): Promise<void> {
  const comments = `repos/${github.repository}/issues/${pullRequest}/comments`;
  const found = (await list<Note>(github, comments)).find((note) => isMarked(note, id));
  if (found === undefined) await send(github, "POST", comments, { body: withMarker(id, body) });
  else {
    await send(github, "PATCH", `repos/${github.repository}/issues/comments/${found.id}`, {
      body: withMarker(id, body),
    });
  }
}

/** Opens an issue with this id, or replaces the text of the open one. */
export async function upsertIssue(
  github: GitHub,
  id: string,
  issue: { readonly title: string; readonly body: string; readonly label: string },
): Promise<void> {
  const { title, label } = issue;
  const found = await openIssue(github, id, label);
  const body = withMarker(id, issue.body);
  if (found === undefined)
    await send(github, "POST", `repos/${github.repository}/issues`, { title, body, labels: [label] });
  else await send(github, "PATCH", `repos/${github.repository}/issues/${found.number}`, { title, body });
}

/** Closes the open issue with this id, if there is one, with a last comment. */
export async function closeIssue(github: GitHub, id: string, label: string, reason: string): Promise<void> {
  const found = await openIssue(github, id, label);
  if (found === undefined) return;
  const issue = `repos/${github.repository}/issues/${found.number}`;
  await send(github, "POST", `${issue}/comments`, { body: reason });
  await send(github, "PATCH", issue, { state: "closed", state_reason: "completed" });
}

/** A pull request of the repository. @throws there is none with this number */
export async function pullRequest(github: GitHub, number: number): Promise<PullRequest> {
  return JSON.parse(await github.gh(["api", `repos/${github.repository}/pulls/${number}`]));
}

/** The newest commit of a branch. */
export async function headOf(github: GitHub, branch: string): Promise<string> {
  return (await github.gh(["api", `repos/${github.repository}/commits/${branch}`, "--jq", ".sha"])).trim();
}

/** Whether a workflow of `main` is running, or was running at any time since. */
export async function ranSince({ gh, repository }: GitHub, workflow: string, since: Date): Promise<boolean> {
  const path = `repos/${repository}/actions/workflows/${workflow}/runs?branch=main&per_page=20`;
  const { workflow_runs: runs }: { workflow_runs: readonly { status: string; updated_at: string }[] } = JSON.parse(
    await gh(["api", path]),
  );
  return runs.some((run) => run.status === "in_progress" || new Date(run.updated_at) >= since);
}

async function openIssue(github: GitHub, id: string, label: string): Promise<Issue | undefined> {
  const issues = await list<Issue>(github, `repos/${github.repository}/issues?state=open&labels=${label}`);
  return issues.find((issue) => issue.pull_request === undefined && isMarked(issue, id));
}

async function list<T>({ gh }: GitHub, path: string): Promise<readonly T[]> {
  // `--slurp` returns a list of pages, each a list itself.
  const pages: readonly (readonly T[])[] = JSON.parse(await gh(["api", "--paginate", "--slurp", path]));
  return pages.flat();
}

async function send({ gh }: GitHub, method: string, path: string, body: unknown): Promise<void> {
  await gh(["api", "--method", method, path, "--input", "-"], JSON.stringify(body));
}

function marker(id: string): string {
  return `<!-- backoffice:${id} -->`;
}

function isMarked(note: Note, id: string): boolean {
  return note.user.login === BOT && note.body.startsWith(marker(id));
}

/** Adds the marker. Callers leave room for it; a longer body is cut. */
function withMarker(id: string, body: string): string {
  const first = `${marker(id)}\n`;
  const room = BODY_LIMIT - first.length;
  return `${first}${body.length > room ? fencedEnd(body, room) : body}`;
}
