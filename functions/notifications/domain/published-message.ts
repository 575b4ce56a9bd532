/** A message as SNS delivered it, whether or not it can be parsed. */
export interface PublishedMessage {
  /** See `notificationIdOf`: the same at every delivery. */
  readonly notificationId: string;
  /** Body as published. */
  readonly body: string;
  /** When SNS took it, epoch milliseconds. */
  readonly publishedAt: number;
  readonly correlationId: string;
}
