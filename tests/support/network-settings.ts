/** A private network of the stack's own, which no stack's file has: it costs by the hour. */
export const networkSettings = {
  network: JSON.stringify({ zones: ["eu-central-1a", "eu-central-1b"] }),
} as const;

/** A network that somebody else has made. */
export const networkOfOthers = {
  network: JSON.stringify({
    vpcId: "vpc-0123456789abcdef0",
    subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
    routeTableIds: ["rtb-0123456789abcdef0"],
  }),
} as const;
