/** A domain in Route 53, which no stack's file has: names and ids of it are the owner's. */
export const domainSettings = {
  apiDomain: JSON.stringify({ name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" }),
} as const;
