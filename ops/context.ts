import type { OpsConsole } from "./console";
import type { OpsClients } from "./stack/clients";
import type { Target } from "./stack/target";

/** What every command works with. */
export interface OpsContext {
  readonly target: Target;
  readonly clients: OpsClients;
  readonly console: OpsConsole;
  /** Aborted when the person wants to stop: a command finishes the current step, says how far it got, and stops. */
  readonly signal: AbortSignal;
}
