import { ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import type { Aws } from "../run/aws";

/** Enables or disables all event source mappings of a function and of its alias. @throws {Error} it has none */
export async function switchMappings(aws: Aws, functionName: string, enabled: boolean): Promise<void> {
  const { EventSourceMappings = [] } = await aws.lambda.send(new ListEventSourceMappingsCommand({}));
  const own = EventSourceMappings.filter(({ FunctionArn = "" }) => FunctionArn.split(":")[6] === functionName);
  if (own.length === 0) throw new Error(`nothing feeds the function ${functionName}`);
  for (const { UUID } of own) await aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: enabled }));
}
