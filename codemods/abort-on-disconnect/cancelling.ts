import { importLogger } from '../../src/codemod/generated.js';
import { logError, type LoggerImport } from '../../src/codemod/logger.js';
import type { Cancellation } from '../../src/models/model.js';

/** A driver whose statements are cancelled. */
export interface Driver {
  package: string;
  cancellation: Cancellation;
  /** The members that send a statement. */
  members: readonly string[];
  /** An event of the receiver that ends the process where nobody listens. */
  errorEvent: string | undefined;
}

/** How long a cancellation may take, as the code of the models calls it. */
const LIMIT = 'CANCEL_TIMEOUT_MS';

/** The text of the module that has a server cancel a statement, as its driver takes no signal: TypeScript, in the style that `restyle` takes. */
export function printCancelling(driver: Driver, logger: LoggerImport | null): string {
  const { of, session, cancel, canceller } = driver.cancellation;
  const receiver = receiverOf(driver.cancellation);
  const parameters = [...(canceller || !session ? [`${receiver}: ${of}`] : []), ...(session ? [`session: ${session.type}`] : [])];
  const runner = session ? 'session' : receiver;
  const given = parameters.map((parameter) => parameter.slice(0, parameter.indexOf(':'))).join(', ');
  return `${printImports(driver)}${importLogger(logger)}
${printConstants(driver.cancellation)}/**
 * The ${receiver}'s statements, which the server ends when the signal is aborted; they are to be awaited.${session ? ` Not for a pooler between that
 * gives each transaction another session.` : ''}
 */
export function cancellable(${receiver}: ${of}, signal: AbortSignal): Pick<${of}, ${union(driver)}> {
  const run = async (member: ${union(driver)}, given: unknown[]): Promise<unknown> => {
    signal.throwIfAborted();
    ${session ? `const session = ${session.take};\n    ` : ''}let cancelling: Promise<void> | undefined;
    const cancel = () => {
      cancelling = cancelStatement(${given});
    };
    try {
      ${session ? 'signal.throwIfAborted();\n      ' : ''}signal.addEventListener('abort', cancel, { once: true });
      const result: unknown = await Reflect.apply(${runner}[member], ${runner}, given);
      return result;
    } catch (error) {
      // What was cancelled ends with the reason of the signal.
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      await cancelling;
${session ? printReturn(session) : ''}    }
  };
  return {
${driver.members.map((member) => `    ${member}: (...given: unknown[]) => run('${member}', given),\n`).join('')}  } as Pick<${of}, ${union(driver)}>;
}

async function cancelStatement(${parameters.join(', ')}): Promise<void> {
  try {
    ${canceller ? `const canceller = cancellerOf(${receiver});\n    ` : ''}${cancel.replaceAll('\n', '\n    ')}${cancel.endsWith('}') ? '' : ';'}
  } catch (err) {
    ${logError(logger, "'A statement was not cancelled'", 'err')}
  }
}
${canceller ? printCanceller(driver, canceller) : ''}`;
}

/** What the code of the model calls the receiver: `pool` for a `Pool`. */
function receiverOf({ of }: Cancellation): string {
  return of.charAt(0).toLowerCase() + of.slice(1);
}

function union({ members }: Driver): string {
  return members.map((member) => `'${member}'`).join(' | ');
}

function printImports({ package: from, cancellation: { of, session, imports: values = [] } }: Driver): string {
  const types = [of, session?.type ?? of].filter((name, index, all) => !values.includes(name) && all.indexOf(name) === index);
  const print = (keyword: string, names: readonly string[]) => (names.length > 0 ? `${keyword} { ${names.join(', ')} } from '${from}';\n` : '');
  return print('import', values) + print('import type', types);
}

function printConstants(cancellation: Cancellation): string {
  const { of, cancel, canceller } = cancellation;
  const limit = `/** How long it may take to cancel a statement, in milliseconds. */\nconst ${LIMIT} = 2_000;\n\n`;
  const cancellers = `/** One connection beside each ${receiverOf(cancellation)}, made when it is first needed: a pool that is used up can't cancel. */\nconst cancellers = new WeakMap<${of}, ${of}>();\n\n`;
  return (`${cancel}${canceller}`.includes(LIMIT) ? limit : '') + (canceller ? cancellers : '');
}

/** How a session is given back, or not: a cancellation may come late. */
function printReturn({ back, end }: NonNullable<Cancellation['session']>): string {
  if (end === undefined) return `      // One whose statement was cancelled is no more.\n      if (!cancelling) ${back};\n`;
  return `      // A session that was to be cancelled is for nobody else: it may come late.\n      if (cancelling) ${end};\n      else ${back};\n`;
}

function printCanceller({ cancellation, errorEvent }: Driver, made: string): string {
  const { of } = cancellation;
  const receiver = receiverOf(cancellation);
  const unheard = `  // Unheard, an error of an idle connection ends the process.\n  canceller.on('${errorEvent}', () => {});\n`;
  return `
function cancellerOf(${receiver}: ${of}): ${of} {
  const present = cancellers.get(${receiver});
  if (present) return present;
  const canceller = ${made};
${errorEvent === undefined ? '' : unheard}  cancellers.set(${receiver}, canceller);
  return canceller;
}
`;
}
