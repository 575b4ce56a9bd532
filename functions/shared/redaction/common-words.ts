// Words of error messages that are not personal data, even when an event contains them too. Redaction leaves them readable.

const list = `
a aborted accept access account action after agent allows already amazon amazonaws an and answer api argument arn array as assign assumed
async at attribute authorization authorized aws based batch be because been before being body boolean broken bus but by byte bytes call
callback cannot cause caused character characters class client cloudfront code com condition conditional connect connection constructor
content control could count create data date day days dead deadline decimal decrypt default defined delete deleteitem delivery denied deny
did does done down dynamodb email encoding end entry enum error event events exactly example exceeded exception execution exist exists
expected explicit expression failed failure false field fields file find first for format forwarded found from function get getitem given
had handle has have header held hold host http https iam id identity if in index input instance integer internal invalid invocation invoke
is it item items iterable its json key kind kms lambda last later least left length less letter letters limit line list long longer low
map match maximum message messages method milliseconds minimum missing more most must name network never new no node none not nothing null
number object of off on one only open operation option or order orders out over parameter parse part path pattern perform performed
permission policies policy port position promise properties property proto provided publish put putevents putitem query queue range read
reading reason received record records redacted reference refused regex region reject rejected request requests required resource response
result retry role route rule schema second seconds send sendemail sendmessage sent server service ses set should size sns socket source
sqs stack state statement status stream string sts subject symbol syntax table text than that the their then there they this throttled
throttling time timed timeout times to token too topic tried try type undefined unexpected unhandled unique unknown update updateitem uri
url use used user validation value values version via wait waiting was way were when which while with within without word write wrong xml
you your
`;

const words = new Set(list.split(/\s+/).filter((word) => word !== ""));

/** @param word in lower case */
export function isCommonWord(word: string): boolean {
  return words.has(word);
}
