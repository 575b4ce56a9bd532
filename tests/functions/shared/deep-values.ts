const shapes: readonly (readonly [shape: string, value: string])[] = [
  ["lists", "[".repeat(6_000) + "]".repeat(6_000)],
  ["lists, to the most that a queue takes", "[".repeat(120_000) + "]".repeat(120_000)],
  ["objects", `${'{"a":'.repeat(40_000)}0${"}".repeat(40_000)}`],
];

/** JSON values that are nested so deep that what reads them level by level runs out of its stack. */
export const deepValues = shapes.map(([shape, value]) => ({
  shape,
  /** A body as JSON, with such a value in place of its text `@`. */
  inPlaceOfAt: (body: unknown): string => JSON.stringify(body).replace('"@"', value),
}));
