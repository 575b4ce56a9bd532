import type { OpsConsole } from "./console";
import type { OpsClients } from "./stack/clients";
import type { Target } from "./stack/target";

/** Dependencies of every command. */
export interface OpsContext {
  readonly target: Target;
  readonly clients: OpsClients;
  readonly console: OpsConsole;
  /** Aborted when the user stops the command: it finishes the current step, reports how far it got, and ends. */
  readonly signal: AbortSignal;
}
