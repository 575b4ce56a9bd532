/** ARN of something in the tests' account and region. */
export const arn = (service: string, name: string) => `arn:aws:${service}:eu-south-2:111122223333:${name}`;

export const keyArn = arn("kms", "key/11112222-3333-4444-5555-666677778888");

export const allow = (Action: readonly string[], ...Resource: readonly string[]) => ({
  Effect: "Allow",
  Action,
  Resource,
});

/** Use of the stack's key through some services. */
export const keyUse = (Action: string, services: readonly string[]) => ({
  Effect: "Allow",
  Action,
  Resource: keyArn,
  Condition: { StringEquals: { "kms:ViaService": services.map((service) => `${service}.eu-south-2.amazonaws.com`) } },
});
