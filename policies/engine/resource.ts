import { member } from "../../values/member";
import { isUnknown, UnknownValue } from "./unknown";

/** A resource's options as Pulumi passes them to a policy pack. `retainOnDelete` is not among them. */
export interface ResourceOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  /** Absent when the program does not set it; the provider then decides. */
  readonly deleteBeforeReplace?: boolean;
}

/** A resource as Pulumi's analyzer passes it, or as it stands in a recorded graph. */
export interface RawResource {
  readonly urn: string;
  /** Type token, such as `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Inputs (of one resource) or inputs and outputs (of a stack). */
  readonly props: Readonly<Record<string, unknown>>;
  readonly options: ResourceOptions;
  /** URN of the parent; empty when Pulumi does not pass it. */
  readonly parent: string;
  /** URNs. */
  readonly dependencies: readonly string[];
  /** For each property, the URNs of the resources that its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/**
 * A resource that a rule checks. Values are read by path (`tracingConfig.mode`, `rules.0.id`). A value that is not known yet throws
 * `UnknownValue`, so that a rule cannot take it for an absent one. A value of the wrong type counts as absent.
 */
export class Resource {
  /** By path: two hundred rules ask one resource for the same few. */
  private readonly values = new Map<string, unknown>();
  private readonly parsed = new Map<string, unknown>();

  constructor(readonly raw: RawResource) {}

  get urn(): string {
    return this.raw.urn;
  }

  get type(): string {
    return this.raw.type;
  }

  /** Logical name. */
  get name(): string {
    return this.raw.name;
  }

  get options(): ResourceOptions {
    return this.raw.options;
  }

  /** The value at the path; undefined when there is none or null. @throws {UnknownValue} */
  value(path: string): unknown {
    const known = this.values.get(path);
    if (known !== undefined) return known;
    const value = this.find(path);
    if (value !== undefined) this.values.set(path, value);
    return value;
  }

  private find(path: string): unknown {
    let value: unknown = this.raw.props;
    for (const [index, key] of path.split(".").entries()) {
      value = member(value, key);
      if (isUnknown(value))
        throw new UnknownValue(
          path
            .split(".")
            .slice(0, index + 1)
            .join("."),
        );
    }
    return value ?? undefined;
  }

  /** A non-empty string. @throws {UnknownValue} */
  text(path: string): string | undefined {
    const value = this.value(path);
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  /** @throws {UnknownValue} */
  number(path: string): number | undefined {
    const value = this.value(path);
    return typeof value === "number" ? value : undefined;
  }

  /** @throws {UnknownValue} */
  flag(path: string): boolean | undefined {
    const value = this.value(path);
    return typeof value === "boolean" ? value : undefined;
  }

  /** The items; empty when there is no list. @throws {UnknownValue} the list or one of its items is not known */
  list(path: string): readonly unknown[] {
    const value = this.value(path);
    if (!Array.isArray(value)) return [];
    return value.map((item: unknown, index) => known(item, `${path}.${index}`));
  }

  /** The strings in a list. @throws {UnknownValue} */
  texts(path: string): readonly string[] {
    return this.list(path).filter((item) => typeof item === "string");
  }

  /** Keys of an object, readable even when the values are unknown; empty when there is no object. @throws {UnknownValue} */
  keys(path: string): readonly string[] {
    const value = this.value(path);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  }

  /**
   * The JSON in a string, or a plain object where the provider accepts one; undefined when there is none or it does not parse, which a
   * rule about a policy then reports. @throws {UnknownValue}
   */
  json(path: string): unknown {
    const value = this.value(path);
    if (typeof value !== "string") return value;
    if (!this.parsed.has(path)) this.parsed.set(path, parsed(value));
    return this.parsed.get(path);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function known(value: unknown, path: string): unknown {
  if (isUnknown(value)) throw new UnknownValue(path);
  return value;
}
