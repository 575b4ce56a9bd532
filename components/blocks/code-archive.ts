import * as pulumi from "@pulumi/pulumi";
import type { Bundle } from "./bundle";

/** The code of a function as Lambda takes it. In memory: an archive on disk is hashed with its times. */
export function codeArchive(bundle: Bundle): pulumi.asset.Archive {
  return new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(bundle.text) });
}
