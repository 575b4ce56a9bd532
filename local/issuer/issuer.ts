import { createServer } from "node:http";
import { OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";
import { listen } from "../run/listen";
import { type Caller, callerFrom, claimsFor, type Expectations } from "./claims";

/** How a token may differ from a good one, for traffic that must be refused. */
export interface TokenFlaws {
  /** Another audience than the API's. */
  readonly audience?: string;
  /** Lifetime in seconds; negative for a token that has expired. Default: 3600. */
  readonly expiresIn?: number;
}

/** A running OIDC issuer on the loopback interface. */
export interface Issuer {
  /** `iss` of its tokens; discovery, keys and the token endpoint stand below it. */
  readonly url: string;
  /** Says what the API expects; until then no token is given out. */
  expect(expected: Expectations): void;
  /** A signed token. @throws {Error} before `expect` */
  token(caller: Caller, flaws?: TokenFlaws): Promise<string>;
  /** Closes it with all its connections; repeatable. */
  stop(): Promise<void>;
}

/**
 * Starts an OIDC issuer with a key of its own on a free loopback port.
 *
 * `POST /token` with the form `grant_type=client_credentials&customer=ID[&staff=true]` gives `{access_token, ...}` to
 * anybody on this machine.
 */
export async function startIssuer(): Promise<Issuer> {
  const issuer = new OAuth2Issuer();
  await issuer.keys.generate("RS256");
  let expected: Expectations | undefined;
  const need = () => {
    if (expected === undefined) throw new Error("the stack is not deployed yet");
    return expected;
  };
  const service = new OAuth2Service(issuer);
  service.on("beforeTokenSigning", (token, request) => {
    Object.assign(token.payload, claimsFor(callerFrom(request.body), need()));
  });
  // Not the package's own server: that one cannot be stopped while a function holds a connection to it.
  const server = await listen(createServer(service.requestHandler));
  issuer.url = server.url;
  return {
    url: server.url,
    expect(next) {
      expected = next;
    },
    token(caller, { audience, expiresIn } = {}) {
      const claims = claimsFor(caller, need());
      return issuer.buildToken({
        expiresIn,
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, claims, audience === undefined ? {} : { aud: audience });
        },
      });
    },
    stop: server.close,
  };
}
