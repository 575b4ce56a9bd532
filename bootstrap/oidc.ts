import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SHARED } from "../components/naming";
import type { Tags } from "../components/tags";

/** Who signs the tokens of GitHub's jobs. */
export const GITHUB_ISSUER = "token.actions.githubusercontent.com";

/** For whom a job asks its token: nobody but AWS takes it. */
export const AUDIENCE = "sts.amazonaws.com";

/**
 * ARN of the account's trust in GitHub's tokens: the one that is there, or one made here. Kept when this program goes, for other
 * repositories may use it by then.
 */
export function githubProviderArn(existing: string | undefined, tags: Tags): pulumi.Output<string> {
  if (existing !== undefined) return pulumi.output(existing);
  const provider = new aws.iam.OpenIdConnectProvider(
    `${SHARED}-github`,
    // No thumbprint: AWS checks this issuer's certificate against its own authorities.
    { url: `https://${GITHUB_ISSUER}`, clientIdLists: [AUDIENCE], tags },
    { protect: true, retainOnDelete: true },
  );
  return provider.arn;
}
