import type { Declined } from "./declined";
import { declinedEncryption } from "./declined/encryption";
import { declinedNetwork } from "./declined/network";
import { declinedObservability } from "./declined/observability";

/** Everything that the pack declines. */
export const allDeclined: readonly Declined[] = [...declinedEncryption, ...declinedNetwork, ...declinedObservability];
