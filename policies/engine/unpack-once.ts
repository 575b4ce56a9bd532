import { createRequire } from "node:module";
import { join } from "node:path";
import { projectRoot } from "../../launch/project-root.cjs";
import { remembered } from "../../values/remembered";

/** Unpacks a resource's properties, which a request has as a protobuf struct. */
type Unpack = (struct: object, keepSecrets: boolean) => object;

/** The SDK's module that unpacks; its typings omit what is in it. */
const unpacking: { deserializeProperties?: Unpack } = createRequire(join(projectRoot, "policies", "package.json"))(
  "@pulumi/policy/deserialize",
);

/**
 * Lets the SDK unpack each resource of a request once. It does so for every rule, which for rules on the whole stack is most of a check. The
 * rules of this pack only read, so they can share the result. What a remediation gets, which may change it, is unpacked each time.
 *
 * @returns what ends that
 */
export function unpackOnce(): () => void {
  const { deserializeProperties: unpack } = unpacking;
  if (unpack === undefined) return () => undefined;
  const unpacked = new WeakMap<object, object>();
  unpacking.deserializeProperties = (struct, keepSecrets) => {
    if (keepSecrets) return unpack(struct, keepSecrets);
    return remembered(unpacked, struct, () => unpack(struct, keepSecrets));
  };
  return () => {
    unpacking.deserializeProperties = unpack;
  };
}
