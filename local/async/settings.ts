/** How failed asynchronous invocations of a function are retried, and where the event goes after the last retry. */
export interface AsyncSettings {
  /** Retries after a function error, 0 to 2. Default: 2. */
  readonly retries: number;
  /** Seconds, 60 to 21,600, the default: an older event is not tried again. */
  readonly maxAgeSeconds: number;
  /** ARN of the on-failure destination, a queue. */
  readonly onFailureArn?: string;
  /** ARN of the function's own dead-letter queue. */
  readonly deadLetterArn?: string;
}

/** Source: Lambda API Reference, "PutFunctionEventInvokeConfig". */
export const defaultSettings: AsyncSettings = { retries: 2, maxAgeSeconds: 21_600 };

/** Lambda's waits between tries; milliseconds. */
export interface AsyncWaits {
  /** After the first and the second function error. */
  readonly afterError: readonly [number, number];
  /** After a throttle or a system error: doubled from `first` up to `most`. */
  readonly afterRefusal: { readonly first: number; readonly most: number };
}

/** Source: Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation". */
export const lambdaWaits: AsyncWaits = {
  afterError: [60_000, 120_000],
  afterRefusal: { first: 1_000, most: 300_000 },
};

/** A sixtieth of Lambda's delays after an error, and less after a refusal, to keep the run short. The report says so. */
export const shortenedWaits: AsyncWaits = {
  afterError: [1_000, 2_000],
  afterRefusal: { first: 200, most: 5_000 },
};
