/** A message as SNS handed it over, whether it can be read or not. */
export interface PublishedMessage {
  /** See `notificationIdOf`: the same at every delivery. */
  readonly notificationId: string;
  /** Body as published. */
  readonly body: string;
  /** When SNS took it, epoch milliseconds. */
  readonly publishedAt: number;
  readonly correlationId: string;
}
