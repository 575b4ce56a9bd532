import { GetCommand, type GetCommandInput } from "@aws-sdk/lib-dynamodb";
import { median } from "../bench/statistics";
import { connect, type EmulatorTarget } from "../run/aws";

/** Calls of each kind; the first ones open the connections. */
const pairs = 40;
const warmUps = 3;

/**
 * Milliseconds that the proxy adds to a call, measured beside calls of the same kind that do not pass it: the difference of the medians.
 *
 * @param direct address of the emulator itself
 * @param input of a small read, which is made on both ways in turn
 */
export async function measureAddedTime(
  through: EmulatorTarget,
  direct: string,
  input: GetCommandInput,
): Promise<number> {
  const ways = [connect(through), connect({ ...through, endpoint: direct })].map((aws) => ({
    aws,
    times: [] as number[],
  }));
  try {
    for (let pair = 0; pair < warmUps + pairs; pair += 1) {
      for (const { aws, times } of ways) {
        const began = performance.now();
        await aws.dynamo.send(new GetCommand(input));
        if (pair >= warmUps) times.push(performance.now() - began);
      }
    }
  } finally {
    for (const { aws } of ways) aws.destroy();
  }
  const [proxied = 0, alone = 0] = ways.map(({ times }) => median(times));
  return proxied - alone;
}
