import { randomBytes } from "node:crypto";
import type { RequestListener } from "node:http";
import { OAuth2Issuer, OAuth2Service } from "oauth2-mock-server";
import { serve } from "../../cli/loopback-server";
import { hasSecret } from "../run/bearer";
import { type Caller, callerFrom, claimsFor, type Expectations } from "./claims";

/** Faults of a token, for requests that must be rejected. */
export interface TokenFlaws {
  /** Another audience than the API's. */
  readonly audience?: string;
  /** Lifetime in seconds; negative for a token that has expired. Default: 3600. */
  readonly expiresIn?: number;
}

/** A running OIDC issuer on the loopback interface. */
export interface Issuer {
  /** `iss` of its tokens; discovery, keys and the token endpoint are below this URL. */
  readonly url: string;
  /** The token endpoint requires it; different in every run. */
  readonly secret: string;
  /** Sets what the API requires; before this no token is issued. */
  expect(expected: Expectations): void;
  /** A signed token. @throws {Error} before `expect` */
  token(caller: Caller, flaws?: TokenFlaws): Promise<string>;
  /** Signs with a new key from now on; the old ones stay published, as long as tokens of theirs may be in use. */
  rotate(): Promise<void>;
  /** While it is down every request is answered 503; tokens are made all the same. */
  setDown(down: boolean): void;
  /** Closes it with all its connections; repeatable. */
  stop(): Promise<void>;
}

/**
 * Starts an OIDC issuer with a key of its own on the loopback interface.
 *
 * `POST /token` with `Authorization: Bearer SECRET` and the form `grant_type=client_credentials&customer=ID[&staff=true]` returns
 * `{access_token, ...}`; without the secret 401.
 *
 * @param port preferred port; default: a free one
 */
export async function startIssuer(port = 0): Promise<Issuer> {
  const issuer = new OAuth2Issuer();
  // Nobody waits for it but who needs it: it takes a tenth of a second, in which the program can be loaded.
  const generated = issuer.keys.generate("RS256");
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
  const secret = randomBytes(24).toString("base64url");
  const answer = asking(secret, service.requestHandler);
  let isDown = false;
  let kid: string | undefined;
  const server = await serve(
    (request, response) => {
      if (isDown) response.writeHead(503).end();
      else void generated.then(() => answer(request, response));
    },
    { port },
  );
  issuer.url = server.url;
  return {
    url: server.url,
    secret,
    expect(next) {
      expected = next;
    },
    async token(caller, { audience, expiresIn } = {}) {
      const claims = claimsFor(caller, need());
      await generated;
      return issuer.buildToken({
        expiresIn,
        kid,
        scopesOrTransform: (_header, payload) => {
          Object.assign(payload, claims, audience === undefined ? {} : { aud: audience });
        },
      });
    },
    async rotate() {
      await generated;
      kid = (await issuer.keys.generate("RS256")).kid;
    },
    setDown(down) {
      isDown = down;
    },
    stop: server.close,
  };
}

/** Requires the secret for everything except keys and discovery, which functions read. */
function asking(secret: string, listener: RequestListener): RequestListener {
  return (request, response) => {
    if (hasSecret(request, secret) || (request.method === "GET" && publicPaths.includes(request.url ?? ""))) {
      listener(request, response);
      return;
    }
    response.writeHead(401, { "content-type": "text/plain", "www-authenticate": "Bearer" });
    response.end("this endpoint asks for the run's secret, which stands in .local/stack.json");
  };
}

const publicPaths: readonly string[] = ["/.well-known/openid-configuration", "/jwks"];
