import {
  GetConfigurationSetCommand,
  GetConfigurationSetEventDestinationsCommand,
  type SESv2Client,
} from "@aws-sdk/client-sesv2";
import type { EventType } from "./events";

/** A topic that receives events of these types, or metrics that they count for. */
export interface Destination {
  /** As the SESv2 API names them: `SEND`, `DELIVERY`, ... */
  readonly types: readonly string[];
  readonly topicArn?: string;
  /** Dimensions of the metrics: message tags, and what counts for an email without the tag. */
  readonly metrics?: readonly { readonly name: string; readonly otherwise: string }[];
}

/** What a configuration set does with events. */
export interface SetSettings {
  readonly destinations: readonly Destination[];
  /** Whether its reputation is published as metrics. */
  readonly reputation: boolean;
}

/** Finds what a configuration set does. */
export type FindSettings = (configurationSet: string) => Promise<SetSettings>;

/**
 * What the deployed configuration sets declare; each set is asked for once. Disabled destinations, other kinds than SNS and CloudWatch, and
 * dimensions from headers and links get nothing.
 */
export function createFindSettings(ses: Pick<SESv2Client, "send">): FindSettings {
  const known = new Map<string, Promise<SetSettings>>();
  async function ask(name: string): Promise<SetSettings> {
    const [{ EventDestinations = [] }, { ReputationOptions }] = await Promise.all([
      ses.send(new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName: name })),
      ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: name })),
    ]);
    const destinations = EventDestinations.filter(({ Enabled }) => Enabled === true).map(
      ({ SnsDestination, CloudWatchDestination, MatchingEventTypes }): Destination => {
        const dimensions = CloudWatchDestination?.DimensionConfigurations?.filter(
          ({ DimensionValueSource }) => DimensionValueSource === "MESSAGE_TAG",
        );
        return {
          types: MatchingEventTypes ?? [],
          ...(SnsDestination?.TopicArn !== undefined && { topicArn: SnsDestination.TopicArn }),
          ...(dimensions !== undefined && {
            metrics: dimensions.map(({ DimensionName = "", DefaultDimensionValue = "" }) => ({
              name: DimensionName,
              otherwise: DefaultDimensionValue,
            })),
          }),
        };
      },
    );
    return { destinations, reputation: ReputationOptions?.ReputationMetricsEnabled === true };
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
  return destinations.flatMap(({ types, topicArn }) =>
    topicArn !== undefined && types.includes(type.toUpperCase()) ? [topicArn] : [],
  );
}
