import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../run/aws";

/** Switches what feeds a function on or off: all mappings of it and of its alias. @throws {Error} it has none */
export async function switchMappings(aws: Aws, functionName: string, enabled: boolean): Promise<void> {
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
  const own = EventSourceMappings.filter(({ FunctionArn = "" }) => FunctionArn.split(":")[6] === functionName);
  if (own.length === 0) throw new Error(`nothing feeds the function ${functionName}`);
  for (const { UUID } of own) await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
}
