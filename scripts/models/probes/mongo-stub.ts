import type { Socket } from 'node:net';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

type Value = number | bigint | boolean | string | Value[] | Document;
interface Document {
  [key: string]: Value;
}

/** What a writable server of version 7 says of itself. */
const HELLO: Document = { helloOk: true, ismaster: true, isWritablePrimary: true, maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, minWireVersion: 0, maxWireVersion: 21, logicalSessionTimeoutMinutes: 30, ok: 1 };

/** The commands with which a driver looks at a server. */
const HANDSHAKE: Record<string, Document> = { hello: HELLO, ismaster: HELLO, isMaster: HELLO, ping: HELLO, endSessions: HELLO };

const cursor = (rows: Document): Document => ({ cursor: { id: 7n, ns: 'probe.x', ...rows }, ok: 1 });
const rows = cursor({ firstBatch: [{ _id: 1 }, { _id: 2 }] });

/** Queries too: what they give has more rows than were asked for, so that its cursor stays open. */
const ROWS: Record<string, Document> = {
  ...HANDSHAKE,
  find: rows,
  aggregate: rows,
  getMore: cursor({ nextBatch: [{ _id: 3 }] }),
  killCursors: { cursorsKilled: [7n], cursorsNotFound: [], cursorsAlive: [], cursorsUnknown: [], ok: 1 },
  commitTransaction: { ok: 1 },
  abortTransaction: { ok: 1 },
};

/** A MongoDB server as a driver sees it until it asks for something: it shakes hands, and no other command is ever answered. */
export function answerHandshakes(socket: Socket): void {
  answerWith(HANDSHAKE, socket);
}

/** One that answers queries, always with the same rows. */
export function answerQueries(socket: Socket): void {
  answerWith(ROWS, socket);
}

/** Messages are OP_QUERY and OP_MSG of https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/. */
function answerWith(answers: Record<string, Document>, socket: Socket): void {
  let rest = Buffer.alloc(0);
  socket.on('error', () => {}).on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      const answer = answers[commandOf(message)];
      if (answer) socket.write(reply(message, answer));
    }
  });
}

function isQuery(message: Buffer): boolean {
  return message.readInt32LE(12) === OP_QUERY;
}

/** The first key of the document that a message carries. */
function commandOf(message: Buffer): string {
  // Flags; then the name of a collection and two numbers, or the kind of the section; then the size of the document and the type of its first value.
  const document = isQuery(message) ? message.indexOf(0, HEADER + 4) + 1 + 8 : HEADER + 4 + 1;
  const start = document + 4 + 1;
  return message.toString('latin1', start, message.indexOf(0, start));
}

function reply(message: Buffer, document: Document): Buffer {
  const id = message.readInt32LE(4);
  const isOld = isQuery(message);
  const body = isOld
    ? Buffer.concat([int32(8), Buffer.alloc(8), int32(0), int32(1), bson(document)])
    : Buffer.concat([int32(0), Buffer.from([0]), bson(document)]);
  return Buffer.concat([int32(HEADER + body.length), int32(1), int32(id), int32(isOld ? OP_REPLY : OP_MSG), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return buffer;
}

function int64(value: bigint): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigInt64LE(value);
  return buffer;
}

function bson(document: Document | Value[]): Buffer {
  const elements = Object.entries(document).map(([key, value]) => {
    const [type, bytes] = typed(value);
    return Buffer.concat([Buffer.from([type]), Buffer.from(`${key}\0`), bytes]);
  });
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(body.length + 4), body]);
}

function typed(value: Value): [type: number, bytes: Buffer] {
  switch (typeof value) {
    case 'boolean':
      return [0x08, Buffer.from([value ? 1 : 0])];
    case 'number':
      return [0x10, int32(value)];
    case 'bigint':
      return [0x12, int64(value)];
    case 'string':
      return [0x02, Buffer.concat([int32(Buffer.byteLength(value) + 1), Buffer.from(`${value}\0`)])];
    default:
      return [Array.isArray(value) ? 0x04 : 0x03, bson(value)];
  }
}
