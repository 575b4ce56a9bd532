import { type RawResource, Subject } from "./subject";
import { Undecided } from "./unknown";

/** All resources of a stack, with what they say about each other. */
export class Stack {
  readonly subjects: readonly Subject[];
  private readonly byUrn: ReadonlyMap<string, Subject>;
  private readonly byType = new Map<string, Subject[]>();
  private byHandle: Map<string, Subject[]> | undefined;

  constructor(resources: readonly RawResource[]) {
    this.subjects = resources.map((resource) => new Subject(resource));
    this.byUrn = new Map(this.subjects.map((subject) => [subject.urn, subject]));
    for (const subject of this.subjects) {
      const others = this.byType.get(subject.type);
      if (others === undefined) this.byType.set(subject.type, [subject]);
      else others.push(subject);
    }
  }

  /** Subjects of these types, in the order of the stack. */
  ofType(...types: readonly string[]): readonly Subject[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The subject with this URN. */
  at(urn: string): Subject | undefined {
    return this.byUrn.get(urn);
  }

  /** The component or stack that a subject stands under. */
  parentOf(subject: Subject): Subject | undefined {
    return this.byUrn.get(subject.raw.parent);
  }

  /** Whether one resource waits for the other, directly or through others. */
  dependsOn(subject: Subject, other: Subject): boolean {
    const seen = new Set<string>();
    const waiting = [subject.urn];
    for (let urn = waiting.pop(); urn !== undefined; urn = waiting.pop()) {
      if (seen.has(urn)) continue;
      seen.add(urn);
      const raw = this.byUrn.get(urn)?.raw;
      const next = [...(raw?.dependencies ?? []), ...Object.values(raw?.propertyDependencies ?? {}).flat()];
      if (next.includes(other.urn)) return true;
      waiting.push(...next);
    }
    return false;
  }

  /**
   * The subjects of these types that a property names, by ARN, id, name, URL or any other output. A value that a preview does not know
   * yet is followed by where Pulumi says that it comes from.
   *
   * @returns empty when the property is absent, and when it names something outside the stack
   * @throws {Undecided} the value is not known, nor where it comes from
   */
  named(subject: Subject, path: string, ...types: readonly string[]): readonly Subject[] {
    try {
      const value = subject.text(path);
      return value === undefined ? [] : this.holding(value, ...types);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      const top = path.split(".")[0] ?? path;
      const sources = (subject.raw.propertyDependencies[top] ?? []).flatMap((urn) => this.byUrn.get(urn) ?? []);
      const found = sources.filter(({ type }) => types.includes(type));
      if (found.length === 0) throw error;
      return found;
    }
  }

  /** The subjects of these types of which an output or input at the top level is exactly this text. */
  holding(value: string, ...types: readonly string[]): readonly Subject[] {
    return (this.handles().get(value) ?? []).filter(({ type }) => types.includes(type));
  }

  private handles(): Map<string, Subject[]> {
    if (this.byHandle !== undefined) return this.byHandle;
    const handles = new Map<string, Subject[]>();
    for (const subject of this.subjects) {
      const texts = new Set(Object.entries(subject.raw.props).flatMap(handleOf));
      for (const text of texts) {
        const others = handles.get(text);
        if (others === undefined) handles.set(text, [subject]);
        else others.push(subject);
      }
    }
    this.byHandle = handles;
    return handles;
  }
}

/** Outputs (and inputs) that stand for the resource itself: never what it refers to. */
const ownHandles: ReadonlySet<string> = new Set([
  ...["id", "arn", "url", "name", "bucket", "keyId", "streamArn", "qualifiedArn", "invokeArn", "executionArn"],
  ...["configurationSetName", "emailIdentity", "dashboardName", "stageName", "latestStreamLabel"],
]);

function handleOf([key, value]: [string, unknown]): string[] {
  return ownHandles.has(key) && typeof value === "string" && value !== "" ? [value] : [];
}
