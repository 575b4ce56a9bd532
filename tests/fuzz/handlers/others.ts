// The authorizer and the simulator.
import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { SignJWT, UnsecuredJWT } from "jose";
import { createHandler as createSimulator, SimulatedError } from "../../../functions/monitoring/simulator/handler";
import { createHandler as createAuthorizer } from "../../../functions/orders/authorizer/handler";
import { fixedKeySource } from "../../../functions/orders/authorizer/key-source";
import { createTokenVerifier } from "../../../functions/orders/authorizer/token-verifier";
import { PermanentError } from "../../../functions/shared/errors";
import { newKey, startIssuer } from "../../functions/orders/token-issuer";
import { lambdaContext, recordingRuntime } from "../../functions/shared/doubles";
import type { Random } from "../random";
import { mutated, shaken } from "./mutations";
import type { Target } from "./target";

const methodArn = "arn:aws:execute-api:eu-west-1:111122223333:api1234567/live/GET/orders/42";
const far = 4_102_444_800;

/** Tokens of an issuer on this machine, whose keys are read once. */
async function openAuthorizer() {
  const key = await newKey("key-1");
  const issuer = await startIssuer(key);
  const claims = { iss: issuer.url, aud: "orders-api", sub: "ada", scope: "openid", exp: far };
  const sign = (parts: Readonly<Record<string, unknown>>) =>
    new SignJWT({ ...claims, ...parts }).setProtectedHeader({ alg: "ES256", kid: "key-1" }).sign(key.privateKey);
  const odd = [
    {},
    { sub: "" },
    { sub: 7 },
    { sub: "ä\u0000" },
    { scope: ["a"] },
    { scope: 5 },
    { aud: null },
    { exp: 1 },
    { nbf: far },
  ];
  const good = await sign({});
  const tokens = [...(await Promise.all(odd.map(sign))), new UnsecuredJWT({ ...claims }).encode()];
  const recorded = recordingRuntime();
  const rules = { issuer: issuer.url, audience: "orders-api", algorithms: ["ES256"] };
  const verifier = createTokenVerifier(rules, fixedKeySource(`${issuer.url}/jwks`));
  await verifier.verify(good);
  const handler = createAuthorizer({ runtime: recorded.runtime, verifier });
  return { handler, good, tokens, close: issuer.close };
}

let authorizer: ReturnType<typeof openAuthorizer> | undefined;

const authorizerTarget: Target = {
  name: "orders authorizer",
  close: async () => {
    (await authorizer)?.close();
    authorizer = undefined;
  },
  open: async () => {
    authorizer ??= openAuthorizer();
    const { handler, good, tokens } = await authorizer;
    return async (random) => {
      const token = random.below(12) === 0 ? good : random.below(2) === 0 ? random.pick(tokens) : forged(good, random);
      const header = `${random.pick(["Bearer ", "bearer ", "BEARER  ", "Basic ", "", "Bearer"])}${token}`;
      const event =
        random.below(2) === 0
          ? { type: "TOKEN" as const, methodArn, authorizationToken: header }
          : ({
              type: "REQUEST",
              methodArn,
              headers: { [random.pick(["authorization", "AUTHORIZATION", "x"])]: header },
            } as APIGatewayRequestAuthorizerEvent);
      const { policyDocument, context } = await handler(event, lambdaContext());
      const allowed = JSON.stringify(policyDocument).includes('"Allow"');
      const faults: string[] = [];
      if (allowed && !tokens.includes(token) && token !== good) faults.push(`let in ${header}`);
      // API Gateway takes texts, numbers and flags only.
      if (Object.values(context ?? {}).some((value) => typeof value === "object"))
        faults.push("gave a context that is refused");
      return faults;
    };
  },
};

function forged(token: string, random: Random): string {
  if (random.below(3) > 0) {
    const changed = shaken(token, random);
    return changed.trim() === token ? "x" : changed;
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(mutated(value, random)) ?? "").toString("base64url");
  return `${part({ alg: "ES256", kid: "key-1" })}.${part({ sub: "ada", aud: "orders-api", exp: far })}.${token.split(".")[2]}`;
}

const simulatorTarget: Target = {
  name: "monitoring simulator",
  open: () => {
    const { runtime } = recordingRuntime();
    const workload = { seed: "backoffice", errorRatePercent: 7, latencyMedianMs: 80, latencyP99Ms: 400 };
    const handler = createSimulator({ runtime, workload, wait: async () => {} });
    return async (random) => {
      try {
        await handler(
          Object(mutated({ sequence: random.below(1000), correlationId: "simulated-1" }, random)),
          lambdaContext(),
        );
        return [];
      } catch (error) {
        const declared = error instanceof SimulatedError || error instanceof PermanentError;
        return declared ? [] : [`threw ${String(error)}`];
      }
    };
  },
};

export const otherTargets: readonly Target[] = [authorizerTarget, simulatorTarget];
