import type { Declined } from "./declined";
import { declinedEncryption } from "./declined/encryption";
import { declinedNetwork } from "./declined/network";
import { declinedObservability } from "./declined/observability";

/** Every control that the pack leaves out on purpose. */
export const allDeclined: readonly Declined[] = [...declinedEncryption, ...declinedNetwork, ...declinedObservability];
