import { createHash } from "node:crypto";
import { regionalHost } from "../../../aws/partitions";
import type { DeploymentTarget, Plain, ResourceRequest } from "../../resource";

/** Generates AWS's outputs for one resource: realistic in form, and always the same for the same resource. */
export class FakeOutputs {
  constructor(
    private readonly resource: ResourceRequest,
    readonly target: DeploymentTarget,
  ) {}

  get type(): string {
    return this.resource.type;
  }

  get inputs(): Readonly<Record<string, Plain>> {
    return this.resource.inputs;
  }

  /** An input as a string; empty when it is absent. */
  text(input: string): string {
    const value = this.inputs[input];
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** The physical name: the input of that name, else a name generated from the logical name, as the provider would. */
  name(input = "name"): string {
    return this.text(input) || `${this.resource.name}-${this.hex(7)}`;
  }

  /** ARN in this stack's partition, region and account. */
  arn(service: string, rest: string): string {
    return this.arnInRegion(service, this.target.region, this.target.accountId, rest);
  }

  /** ARN with another region and account; empty strings for global services and for shared resources. */
  arnInRegion(service: string, region: string, account: string, rest: string): string {
    return `arn:${this.target.partition}:${service}:${region}:${account}:${rest}`;
  }

  /** Host of a service in the stack's region. */
  host(service: string): string {
    return regionalHost(service, this.target.region);
  }

  /** Hexadecimal digits. */
  hex(length: number): string {
    return this.digest().toString("hex").slice(0, length);
  }

  /** Letters and digits, lower-case or upper-case. */
  letters(length: number, form: "small" | "capital" = "small"): string {
    const letters = [...this.digest().subarray(0, length)].map((byte) => (byte % 36).toString(36)).join("");
    return form === "small" ? letters : letters.toUpperCase();
  }

  uuid(): string {
    const digits = this.hex(32);
    const parts = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, `a${digits.slice(17, 20)}`];
    return [...parts, digits.slice(20, 32)].join("-");
  }

  /** Time of creation, constant so that the graph is the same in every run. */
  readonly time = "2025-01-01T00:00:00Z";

  private digest(): Buffer {
    return createHash("sha256").update(`${this.resource.type} ${this.resource.name}`).digest();
  }
}

/** Id and outputs of a resource. */
export type Values = { readonly id: string; readonly [output: string]: unknown };

/** Generators of outputs, by type token. */
export type ValueMakers = Readonly<Record<string, (of: FakeOutputs) => Values>>;
