import * as z from "zod";

/** Where the issuer's public keys are. */
export interface KeySource {
  /** Address of the issuer's JSON Web Key Set. @throws Error when it cannot be found out */
  uri(): Promise<URL>;
}

/** Longest wait for the issuer's metadata, milliseconds. */
const patienceMs = 3000;

const metadataSchema = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/** Keys at a known address. */
export function fixedKeySource(uri: string): KeySource {
  const url = new URL(uri);
  return { uri: async () => url };
}

/**
 * Keys from the URL in the issuer's metadata (OpenID Connect Discovery 1.0). The metadata must name exactly this issuer, and the keys of an
 * https issuer must have an https URL too.
 *
 * @param fetchJson reads a JSON document. Default: fetch with a timeout
 */
export function discoveredKeySource(
  issuer: string,
  fetchJson: (address: string) => Promise<unknown> = readJson,
): KeySource {
  const address = `${issuer.replace(/\/+$/, "")}/.well-known/openid-configuration`;
  return {
    uri: async () => {
      const metadata = metadataSchema.safeParse(await fetchJson(address));
      if (!metadata.success) throw new Error("The issuer's metadata is not that of OpenID Connect");
      if (metadata.data.issuer !== issuer) throw new Error("The issuer's metadata is that of another issuer");
      const url = new URL(metadata.data.jwks_uri);
      if (issuer.startsWith("https:") && url.protocol !== "https:") {
        throw new Error("The issuer's keys are not at an https address");
      }
      return url;
    },
  };
}

async function readJson(address: string): Promise<unknown> {
  const response = await fetch(address, {
    headers: { Accept: "application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(patienceMs),
  });
  if (!response.ok) throw new Error(`The issuer answered its metadata with status ${response.status}`);
  return await response.json();
}
