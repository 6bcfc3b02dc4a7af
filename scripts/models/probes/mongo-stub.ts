import type { Socket } from 'node:net';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

/** What is answered: the commands with which a driver looks at a server. */
const HANDSHAKE = /\b(?:hello|ismaster|isMaster|ping|endSessions)\0/;

/**
 * A MongoDB server as a driver sees it until it asks for something: it shakes hands, and no other command is ever
 * answered. Messages are OP_QUERY and OP_MSG of https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/.
 */
export function answerHandshakes(socket: Socket): void {
  let rest = Buffer.alloc(0);
  socket.on('error', () => {}).on('data', (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER && rest.length >= rest.readInt32LE(0)) {
      const message = rest.subarray(0, rest.readInt32LE(0));
      rest = rest.subarray(message.length);
      // The command is the first key of its document, which begins soon after the header.
      if (HANDSHAKE.test(message.subarray(HEADER, HEADER + 80).toString('latin1'))) socket.write(answer(message));
    }
  });
}

function answer(message: Buffer): Buffer {
  const id = message.readInt32LE(4);
  const isQuery = message.readInt32LE(12) === OP_QUERY;
  const body = isQuery
    ? Buffer.concat([int32(8), Buffer.alloc(8), int32(0), int32(1), HELLO])
    : Buffer.concat([int32(0), Buffer.from([0]), HELLO]);
  return Buffer.concat([int32(HEADER + body.length), int32(1), int32(id), int32(isQuery ? OP_REPLY : OP_MSG), body]);
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32LE(value);
  return buffer;
}

/** What a writable server of version 7 says of itself, in BSON. */
const HELLO = bson({ helloOk: true, ismaster: true, isWritablePrimary: true, maxBsonObjectSize: 16_777_216, maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, minWireVersion: 0, maxWireVersion: 21, logicalSessionTimeoutMinutes: 30, ok: 1 });

function bson(document: Record<string, number | boolean>): Buffer {
  const elements = Object.entries(document).map(([key, value]) =>
    Buffer.concat([
      Buffer.from([typeof value === 'boolean' ? 0x08 : 0x10]),
      Buffer.from(`${key}\0`),
      typeof value === 'boolean' ? Buffer.from([value ? 1 : 0]) : int32(value),
    ]),
  );
  const body = Buffer.concat([...elements, Buffer.from([0])]);
  return Buffer.concat([int32(body.length + 4), body]);
}
