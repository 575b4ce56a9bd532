// Words of error messages that tell nothing about anybody, though an event may hold them too. They stay readable.

const list = `
a aborted access account action after already an and answer api argument array as assign async at attribute aws batch be because been before
being body boolean broken bus but by byte bytes call callback cannot cause caused character characters class client code com condition conditional
connect connection constructor content control could count create data date day days deadline dead decimal default defined delete delivery denied
did does done down email end entry enum error event exactly example exceeded exception execution exist exists expected expression failed failure false
field fields file find first for format found from function get given had handle has have header held hold http https id if in index input
instance integer internal invalid invocation invoke is it item items its iterable json key kind lambda last later least left length less letter
letters limit line list long longer low map match maximum message messages method milliseconds minimum missing more most must name network never
new no node none not nothing null number object of off on one only open operation option or order orders out over parameter parse part path
pattern permission policy position promise properties property provided put query queue range read reading reason received record records
redacted reference refused regex region reject rejected request requests required resource response result retry route rule schema second seconds
send sent server service set should size socket source stack state statement status stream string subject symbol syntax table text than that the
their then there they this throttled throttling time timed timeout times to token too topic tried try type undefined unexpected unhandled unique
unknown update uri url use used user validation value values version wait waiting was way were when which while with within without word write
wrong xml you your
`;

const words = new Set(list.split(/\s+/).filter((word) => word !== ""));

/** @param word in lower case */
export function isCommonWord(word: string): boolean {
  return words.has(word);
}
