// Loaded before a function by NODE_OPTIONS: its clock is CLOCK_AHEAD_MS milliseconds ahead of this machine's.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS);
const RealDate = Date;
const now = () => RealDate.now() + aheadMs;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, made) => Reflect.construct(target, parts.length === 0 ? [now()] : parts, made),
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});
