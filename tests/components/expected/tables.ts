/** An attribute that a key or an index is of. */
export const key = (name: string, type = "S") => ({ name, type });

export const index = (name: string, hashKey: string, rangeKey: string) => ({
  ...{ name, hashKey, rangeKey, projectionType: "ALL" },
});

/** Items expire. */
export const ttl = { ttl: { enabled: true, attributeName: "expiresAt" } };
