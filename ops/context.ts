import type { OpsConsole } from "./console";
import type { OpsClients } from "./stack/clients";
import type { Target } from "./stack/target";

/** What every command works with. */
export interface OpsContext {
  readonly target: Target;
  readonly clients: OpsClients;
  readonly console: OpsConsole;
  /** Aborted when the person wants to stop: a command ends what it has begun, says how far it got, and begins nothing new. */
  readonly signal: AbortSignal;
}
