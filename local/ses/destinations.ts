import { GetConfigurationSetEventDestinationsCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import type { EventType } from "./events";

/** A topic that receives events of these types. */
export interface Destination {
  readonly topicArn: string;
  /** As the SESv2 API names them: `SEND`, `DELIVERY`, ... */
  readonly types: readonly string[];
}

/** Finds the destinations of a configuration set's events. */
export type FindDestinations = (configurationSet: string) => Promise<readonly Destination[]>;

/**
 * What the deployed configuration sets declare; each set is asked for once. Disabled destinations and other kinds
 * than SNS get nothing.
 */
export function createFindDestinations(ses: Pick<SESv2Client, "send">): FindDestinations {
  const known = new Map<string, Promise<readonly Destination[]>>();
  async function ask(name: string): Promise<readonly Destination[]> {
    const { EventDestinations = [] } = await ses.send(
      new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name }),
    );
    return EventDestinations.flatMap(({ Enabled, SnsDestination, MatchingEventTypes }) =>
      Enabled === true && SnsDestination?.TopicArn !== undefined
        ? [{ topicArn: SnsDestination.TopicArn, types: MatchingEventTypes ?? [] }]
        : [],
    );
  }
  return (name) => {
    const found = known.get(name) ?? ask(name);
    known.set(name, found);
    found.catch(() => known.delete(name)); // looked up again next time
    return found;
  };
}

/** Topics that want an event of this type. */
export function topicsFor(destinations: readonly Destination[], type: EventType): readonly string[] {
  return destinations.filter(({ types }) => types.includes(type.toUpperCase())).map(({ topicArn }) => topicArn);
}
