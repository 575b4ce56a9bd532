// Faults that are no fault of one call: somebody has turned something off. Each lever returns how to turn it on again. There is none for a
// function's concurrency: the emulator honours what is reserved for unpublished code only, and everything here is called by its alias. There is
// none for a key either: no service of the emulator calls KMS.
import {
  GetRolePolicyCommand,
  type GetRolePolicyCommandOutput,
  type IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { asList } from "../../aws/iam/document";
import { ALIAS } from "../../components/functions";

/** Turns it on again; may be called once. */
export type Release = () => Promise<void>;

type Lambda = Pick<LambdaClient, "send">;

/** There is nothing to turn off. */
export class NoLeverError extends Error {
  override readonly name = "NoLeverError";
}

/** Ids of the mappings by which a function reads its queues. @throws {NoLeverError} it reads none */
export async function queueMappingsOf(lambda: Lambda, functionName: string): Promise<readonly [string, ...string[]]> {
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: `${functionName}:${ALIAS}` }),
  );
  const [first, ...others] = EventSourceMappings.filter(({ EventSourceArn = "" }) =>
    /^arn:[^:]+:sqs:/.test(EventSourceArn),
  ).flatMap(({ UUID }) => UUID ?? []);
  if (first === undefined) throw new NoLeverError(`${functionName} reads no queue`);
  return [first, ...others];
}

/**
 * Disables the mappings by which a function reads its queues. Streams are read by the local run's fake, which goes on with a mapping as it was
 * deployed: a function that only reads a stream has no such lever.
 *
 * @throws {NoLeverError} the function reads no queue
 */
export async function disableQueueMappings(lambda: Lambda, functionName: string): Promise<Release> {
  const ids = await queueMappingsOf(lambda, functionName);
  const set = async (Enabled: boolean) => {
    for (const UUID of ids) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
  };
  await set(false);
  return () => set(true);
}

interface StatementText {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/**
 * Takes an action on a resource out of the policies of a function's role.
 *
 * @param resource pattern of the resource's ARN; a statement for `*` is met as well
 * @param spared pattern of ARNs whose statements stay. @default none does
 * @throws {NoLeverError} not exactly one statement grants it: more than that would revoke more than was asked for
 */
export async function revokeGrant(
  { lambda, iam }: { readonly lambda: Lambda; readonly iam: Pick<IAMClient, "send"> },
  functionName: string,
  action: string,
  resource: RegExp,
  spared?: RegExp,
): Promise<Release> {
  const { Role = "" } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const RoleName = Role.slice(Role.lastIndexOf("/") + 1);
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))),
  );
  const found = policies.flatMap((policy) => {
    const { statements, taken } = withoutAction(policy, action, resource, spared);
    return taken > 0 ? [{ policy, statements, taken }] : [];
  });
  const [only] = found;
  const taken = found.reduce((sum, one) => sum + one.taken, 0);
  if (only === undefined || taken !== 1)
    throw new NoLeverError(`${taken} statements of ${RoleName} grant ${action} on ${resource.source}, not one`);
  const put = async (PolicyDocument: string) => {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: only.policy.PolicyName, PolicyDocument }));
  };
  const declared = documentOf(only.policy);
  await put(JSON.stringify({ ...JSON.parse(declared), Statement: only.statements }));
  return () => put(declared);
}

function withoutAction(
  policy: GetRolePolicyCommandOutput,
  action: string,
  resource: RegExp,
  spared: RegExp | undefined,
) {
  const { Statement }: { readonly Statement: readonly StatementText[] } = JSON.parse(documentOf(policy));
  let taken = 0;
  const statements = Statement.flatMap((statement) => {
    const actions = asList<string>(statement.Action);
    const resources = asList<string>(statement.Resource);
    const meant = resources.some((arn) => arn === "*" || resource.test(arn));
    const stays = spared !== undefined && resources.some((arn) => spared.test(arn));
    if (!meant || stays || !actions.includes(action)) return [statement];
    taken += 1;
    const rest = actions.filter((other) => other !== action);
    return rest.length === 0 ? [] : [{ ...statement, Action: rest }];
  });
  return { statements, taken };
}

function documentOf({ PolicyDocument = "" }: GetRolePolicyCommandOutput): string {
  return decodeURIComponent(PolicyDocument);
}
