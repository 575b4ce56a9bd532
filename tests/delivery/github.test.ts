import { expect } from "chai";
import { type DriftFindings, reportDrift } from "../../scripts/delivery/drift";
import { headOf, upsertComment } from "../../scripts/delivery/github";
import { byWorkflow, fakeGitHub } from "./fake-github";

const comments = "repos/example/backoffice/issues/12/comments";
const deployRuns = "repos/example/backoffice/actions/workflows/deploy.yml/runs?branch=main&per_page=20";
const driftIssues = "repos/example/backoffice/issues?state=open&labels=drift";

describe("a comment on a pull request", () => {
  it("is written when there is none of its id", async () => {
    const other = byWorkflow(1, "<!-- backoffice:preview:prod -->\nold");
    const github = fakeGitHub({ [comments]: [other] });

    await upsertComment(github, 12, "preview:dev", "new");

    expect(github.sent).to.deep.equal([
      { method: "POST", path: comments, body: { body: "<!-- backoffice:preview:dev -->\nnew" } },
    ]);
  });

  it("is written over when there is one", async () => {
    const github = fakeGitHub({ [comments]: [byWorkflow(7, "<!-- backoffice:preview:dev -->\nold")] });

    await upsertComment(github, 12, "preview:dev", "new");

    expect(github.sent).to.deep.equal([
      {
        method: "PATCH",
        path: "repos/example/backoffice/issues/comments/7",
        body: { body: "<!-- backoffice:preview:dev -->\nnew" },
      },
    ]);
  });

  it("is not taken for the workflow's when somebody else has put its mark into theirs", async () => {
    const theirs = { ...byWorkflow(7, "<!-- backoffice:preview:dev -->\nmine"), user: { login: "mallory" } };
    const github = fakeGitHub({ [comments]: [theirs] });

    await upsertComment(github, 12, "preview:dev", "new");

    expect(github.sent.map(({ method }) => method)).to.deep.equal(["POST"]);
  });

  it("is cut to what GitHub takes", async () => {
    const github = fakeGitHub({ [comments]: [] });

    await upsertComment(github, 12, "preview:dev", "x".repeat(100_000));

    expect(String(github.sent[0]?.body.body)).to.have.length(65_536);
  });
});

describe("the newest commit of a branch", () => {
  it("comes without a line end", async () => {
    const github = fakeGitHub({ "repos/example/backoffice/commits/main": "abc123" });

    expect(await headOf(github, "main")).to.equal("abc123");
  });
});

describe("drift", () => {
  const since = new Date("2026-11-21T05:20:00Z");
  const ended = { status: "completed", updated_at: "2026-11-21T05:19:59Z" };
  const waiting = { status: "waiting", updated_at: "2026-11-20T12:00:00Z" };
  const quiet = { [deployRuns]: { workflow_runs: [ended, waiting] } };
  const run = "https://github.com/example/backoffice/actions/runs/1";
  const report =
    "Refreshing (prod):\n~ aws:sqs:Queue orders-queue\n\nResources:\n    ~ 1 to update\n    228 unchanged\n";

  it("opens an issue with what has changed", async () => {
    const github = fakeGitHub({ [driftIssues]: [], ...quiet });

    await reportDrift(github, { stack: "prod", outcome: "failure", run, since, report });

    const [sent] = github.sent;
    expect(sent).to.deep.include({ method: "POST", path: "repos/example/backoffice/issues" });
    expect(sent?.body).to.deep.include({ title: "Drift: prod is not as it was deployed", labels: ["drift"] });
    expect(sent?.body.body).to.contain("Resources: ~ 1 to update, 228 unchanged.").and.to.contain(run);
  });

  for (const [when, deployment] of [
    ["while a deployment is running", { status: "in_progress", updated_at: "2026-11-21T05:00:00Z" }],
    ["when a deployment has ended since", { status: "completed", updated_at: "2026-11-21T05:20:01Z" }],
  ] as const) {
    it(`is left to the next look ${when}`, async () => {
      const github = fakeGitHub({ [driftIssues]: [], [deployRuns]: { workflow_runs: [ended, deployment] } });
      const findings: DriftFindings = { stack: "prod", outcome: "failure", run, since, report };

      expect(await reportDrift(github, findings)).to.contain("was being deployed meanwhile");
      expect(github.sent).to.deep.equal([]);
    });
  }

  it("updates the stack's issue and leaves the issue of another stack and a pull request with its mark alone", async () => {
    const github = fakeGitHub({
      ...quiet,
      [driftIssues]: [
        byWorkflow(3, "<!-- backoffice:drift:dev -->\nx"),
        { ...byWorkflow(4, "<!-- backoffice:drift:prod -->\nx"), pull_request: {} },
        byWorkflow(5, "<!-- backoffice:drift:prod -->\nx"),
      ],
    });

    await reportDrift(github, { stack: "prod", outcome: "failure", run, since, report });

    expect(github.sent.map(({ method, path }) => [method, path])).to.deep.equal([
      ["PATCH", "repos/example/backoffice/issues/5"],
    ]);
  });

  it("says that it could not look when the refresh came to no count", async () => {
    const github = fakeGitHub({ [driftIssues]: [], ...quiet });

    await reportDrift(github, { stack: "prod", outcome: "skipped", run, since, report: "" });

    expect(github.sent[0]?.body.title).to.equal("Drift: prod could not be looked at");
    expect(github.sent[0]?.body.body).to.contain("ended with skipped");
  });

  it("closes the issue when all is as it was deployed, and says nothing when there is none", async () => {
    const open = fakeGitHub({ [driftIssues]: [byWorkflow(5, "<!-- backoffice:drift:prod -->\nx")] });
    const none = fakeGitHub({ [driftIssues]: [], ...quiet });

    await reportDrift(open, { stack: "prod", outcome: "success", run, since, report });
    await reportDrift(none, { stack: "prod", outcome: "success", run, since, report });

    expect(open.sent.map(({ method, path }) => [method, path])).to.deep.equal([
      ["POST", "repos/example/backoffice/issues/5/comments"],
      ["PATCH", "repos/example/backoffice/issues/5"],
    ]);
    expect(open.sent[1]?.body).to.deep.equal({ state: "closed", state_reason: "completed" });
    expect(none.sent).to.deep.equal([]);
  });
});
