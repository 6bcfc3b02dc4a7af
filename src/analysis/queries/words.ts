/** First words of functions that are called for what they change, not for what they give. */
const CHANGES = new Set(
  'acquire clear connect copy delete deliver dispatch emit enqueue invalidate merge migrate move notify publish purge refresh register release remove replace reset restart revoke save schedule send start stop store sync synchronize transfer trigger update upsert'.split(' '),
);
/** Those of them that tell the same further inside of a name: `gitConnectOrUpdate`. */
const STRONG = new Set('connect delete notify publish remove save send sync update upsert'.split(' '));
const READS = /^(?:get|find|load|fetch|list|count|is|has|can|should|check|read|query|resolve|look|search|select|calculate|compute|collect|to)$/;

/** Whether the name of a function says that it changes something: `sendNewMessages`, `syncLabels`. What it reads on the way belongs to that. */
export function isNamedForChange(name: string): boolean {
  const [first, ...rest] = (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
  if (first === undefined || READS.test(first)) return false;
  return CHANGES.has(first) || rest.some((word) => STRONG.has(word));
}
