/** The entrances of the shop for messages from outside, in the order in which they are tested. The program has no FIFO queue. */
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
