/**
 * Whether this names a customer managed key: it is set, and it is not one of AWS's own keys `alias/aws/...`, whose policies cannot be
 * changed.
 */
export function isCustomerKey(key: string | undefined): boolean {
  return key !== undefined && !/(^|:)alias\/aws\//.test(key);
}
