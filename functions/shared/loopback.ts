/** Hosts of this machine, in the form of `URL.hostname`; the source of a regular expression, for use in larger patterns. */
export const loopbackHost = "(localhost|127(\\.\\d{1,3}){3}|\\[::1\\])";

const pattern = new RegExp(`^${loopbackHost}$`);

/** Whether a host is this machine; traffic to it stays local, so http is safe. @param hostname as in `URL.hostname` */
export function isLoopbackHost(hostname: string): boolean {
  return pattern.test(hostname);
}
