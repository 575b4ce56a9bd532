import * as pulumi from "@pulumi/pulumi";
import type { Bundle } from "./bundle";

/** A function's code as a Lambda archive, in memory, because an archive on disk is hashed with its timestamps. */
export function codeArchive(bundle: Bundle): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(bundle.text) });
}
