import type { Declined } from "../declined";

/** Observability controls that the pack does not check. */
export const declinedObservability: readonly Declined[] = [
  {
    control: "api.client-certificate",
    reason:
      "A client certificate proves to an HTTP back end that a request comes from API Gateway. Every integration here is a function, which API Gateway calls by IAM and a permission with the API's ARN.",
  },
];
