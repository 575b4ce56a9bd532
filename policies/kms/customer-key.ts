/**
 * Whether this names a key that customers manage: there is a name, and it is not one of the keys `alias/aws/...` that AWS manages, whose
 * policies nobody can change.
 */
export function isCustomerKey(key: string | undefined): boolean {
  return key !== undefined && !/(^|:)alias\/aws\//.test(key);
}
