import { nothingStuck } from "../../storm/stuck";
import { outbox } from "./bus";
import type { Check } from "./check";
import { expectedOutcomes, oneEmailEach } from "./confirmations";
import { deadLetters } from "./dead-letters";
import { fallbacks, notificationsSettling, postedOnce } from "./notifications";
import { audit } from "./orders";
import { brokenEvents, journeys } from "./shipments";

/** Nothing is lost, nothing is sent twice and nothing is stuck, whatever has failed meanwhile. */
export const keptChecks: readonly Check[] = [
  ...[oneEmailEach, expectedOutcomes, audit, outbox, journeys, deadLetters, brokenEvents],
  ...[...notificationsSettling, postedOnce, fallbacks, nothingStuck],
];
