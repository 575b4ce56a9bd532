/**
 * AWS's token bucket: so many a second, and as many at once after a pause. A rate below 1 lets one call through at a time.
 *
 * https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 *
 * @param perSecond above 0
 * @returns whether a call at a moment is let through; moments in seconds, from any zero, none earlier than the one before
 */
export function createTokenBucket(perSecond: number): (at: number) => boolean {
  const most = Math.max(1, perSecond);
  let tokens = most;
  let last = Number.NEGATIVE_INFINITY;
  return (at) => {
    // A clock that was put back earns nothing, and takes nothing away.
    tokens = Math.min(most, tokens + Math.max(0, at - last) * perSecond);
    last = at;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}
