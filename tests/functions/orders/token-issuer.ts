import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";

/** A signing key of an issuer. */
export interface Key {
  readonly kid: string | undefined;
  readonly privateKey: Awaited<ReturnType<typeof generateKeyPair>>["privateKey"];
  readonly publicJwk: object;
}

export async function newKey(kid: string | undefined, alg: "ES256" | "RS256" = "ES256"): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), alg, ...(kid === undefined ? {} : { kid }) };
  return { kid, privateKey, publicJwk };
}

/** An issuer on this machine whose keys can be changed, and which can go down. */
export async function startIssuer(...keys: Key[]) {
  const state = { keys, status: 200, metadataIssuer: undefined as string | undefined, reads: 0 };
  const server = createServer((request, response) => {
    const url = `http://${request.headers.host}`;
    response.writeHead(state.status, { "Content-Type": "application/json" });
    if (request.url === "/jwks") {
      state.reads++;
      response.end(JSON.stringify({ keys: state.keys.map(({ publicJwk }) => publicJwk) }));
    } else {
      response.end(JSON.stringify({ issuer: state.metadataIssuer ?? url, jwks_uri: `${url}/jwks` }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url, state, close };
}
