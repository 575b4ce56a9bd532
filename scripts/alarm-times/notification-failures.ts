import type { Failure } from "./failures";

/** What can fail between the notifications topic and people. */
export const notificationFailures: readonly Failure[] = [
  { hop: "topic -> notifications-processor", what: "Lambda refuses SNS", world: { notices: "refused" } },
  {
    hop: "topic -> notifications-processor",
    what: "The dead-letter queue refuses as well",
    world: { notices: "refusedTwice" },
  },
  { hop: "notifications-processor", what: "The webhook is down", world: { notifications: "webhookDown" } },
  { hop: "notifications-processor", what: "The fallback fails too", world: { notifications: "fallbackDown" } },
  { hop: "notifications-processor", what: "The function dies at its start", world: { notifications: "crash" } },
  { hop: "notifications-processor", what: "A reserved concurrency of 0", world: { notifications: "reserved0" } },
  {
    hop: "notifications-processor",
    what: "The failure queue refuses events",
    world: { notifications: "fallbackDown", failureQueues: "refuse" },
    by: /-lost-alarm/,
  },
];
