/** The ways into the shop by which anybody's message comes, in the order in which they are tried. The program has no FIFO queue. */
export const entranceNames = [
  "confirmations-topic",
  "confirmations-queue",
  "feedback-topic",
  "feedback-queue",
  "shipments-bus",
  "shipments-queue",
  "notifications-topic",
] as const;

export type EntranceName = (typeof entranceNames)[number];
