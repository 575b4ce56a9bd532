/** Hosts of this machine, as `URL.hostname` gives them; the source of a regular expression, for patterns that hold more. */
export const loopbackHost = "(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])";

const pattern = new RegExp(`^${loopbackHost}$`);

/** Whether a host is this machine, which nothing leaves and where http is no risk. @param hostname as `URL.hostname` gives it */
export function isLoopbackHost(hostname: string): boolean {
  return pattern.test(hostname);
}
