import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import { projectRoot } from "../../launch/project-root.cjs";
import type { SeenResource } from "../monitor";
import type { Verdict } from "./gate";
import { toResource } from "./program";
import { refusal, verdictText } from "./text";
import type { Job } from "./worker";

/** Result of a check: the pack's verdict, or the reason why there is none. */
export type PolicyOutcome = { readonly verdict: Verdict } | { readonly failure: string };

/** A check of the deployed resources that runs in the background. */
export interface PolicyCheck {
  /** Never rejects. */
  readonly outcome: Promise<PolicyOutcome>;
  /** Stops the check; may be called repeatedly. */
  stop(): Promise<void>;
}

/** Starts the policy pack on a deployed stack in a process of the lowest priority, so that it does not slow the processing of orders. */
export function startPolicyCheck(stack: string, declared: readonly SeenResource[]): PolicyCheck {
  const child = spawn(process.execPath, ["scripts/run.mjs", "program/policies/worker.ts"], {
    cwd: projectRoot,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  makeIdle(child);
  const job: Job = { stack, resources: declared.map(toResource) };
  child.send(job, () => undefined); // when the process has exited already, its exit handler below reports it
  return { outcome: outcomeOf(child), stop: () => end(child) };
}

function outcomeOf(child: ChildProcess): Promise<PolicyOutcome> {
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  return new Promise((resolve) => {
    child.once("message", (outcome: PolicyOutcome) => resolve(outcome));
    child.once("error", (error) => resolve({ failure: error.message }));
    child.once("exit", (code, signal) => {
      resolve({ failure: `the check ended with ${signal ?? code}${errors === "" ? "" : `:\n${errors.trimEnd()}`}` });
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGKILL"); // the analyzer sees its pipe close, and exits too
  await ended;
}

function makeIdle({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // The process has exited already, or the system forbids a lower priority: the check then runs at normal priority.
  }
}

/** The outcome for the user: one line, and the violations. */
export function policyReport(outcome: PolicyOutcome): {
  readonly ok: boolean;
  readonly line: string;
  readonly details: string;
} {
  if ("failure" in outcome) return { ok: false, line: "could not be checked", details: outcome.failure };
  const { verdict } = outcome;
  const { rules, resources } = verdict;
  const refused = refusal(verdict).length;
  const advice = verdict.violations.length - refused;
  const counts = [
    ...(refused > 0 ? [`${refused} mandatory violations`] : []),
    ...(advice > 0 ? [`${advice} advisory`] : []),
  ];
  return {
    ok: refused === 0,
    line: `${rules} rules over ${resources} resources, ${counts.join(", ") || "none broken"}`,
    details: verdict.violations.length === 0 ? "" : verdictText(verdict),
  };
}
