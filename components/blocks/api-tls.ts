import type { Config } from "../config/schema";

/**
 * TLS of a domain and of the API behind it: API Gateway asks both (API Gateway developer guide, "Security policies for REST APIs"). The newer
 * policies demand an endpoint access mode. `BASIC` is the one that AWS advises to begin with: `STRICT` refuses calls whose host name and endpoint do not fit.
 */
export function tlsOf({ tlsPolicy }: Pick<NonNullable<Config["apiDomain"]>, "tlsPolicy">): {
  readonly securityPolicy: string;
  readonly endpointAccessMode?: string;
} {
  return tlsPolicy.startsWith("SecurityPolicy_")
    ? { securityPolicy: tlsPolicy, endpointAccessMode: "BASIC" }
    : { securityPolicy: tlsPolicy };
}
