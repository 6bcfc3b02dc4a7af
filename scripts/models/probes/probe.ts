/** What a probe's library talks to. */
export const SERVERS = [
  'none',
  'silent', // takes connections and never says a word
  'headers', // answers with headers, and then nothing
  'unreachable', // takes no connection: connecting to it never ends
  'postgres',
  'mariadb',
  'redis',
  'mongo', // shakes hands, and then nothing
  'mongo-rows', // answers queries, always with the same rows
] as const;
export type ServerName = (typeof SERVERS)[number];

/**
 * What a case must show: `ends`: with an error, by a limit of 300 ms; `gives up`: with an error, by a default; `waits`: it
 * is still waiting when the watching ends; `true`: it gives true; `either`: whatever is seen is written down.
 */
export type Shows = 'ends' | 'gives up' | 'waits' | 'true' | 'either';

export interface Case {
  /** An expression that may give a promise. */
  run: string;
  shows: Shows;
  /** What it shows, where the name of the case doesn't say it. */
  means?: string;
}

/** What is shown of one model, in a process of its own. */
export interface Probe {
  package: string;
  /** Range of the model, where the package has several; otherwise the newest. */
  versions?: string;
  server: ServerName;
  /** The version that is run, where it isn't the one that the model was checked with. */
  version?: string;
  /** What it needs beside the package, with versions: `pg@8.23.1`. */
  needs?: string[];
  /** Files that must be beside it, by name. */
  files?: Record<string, string>;
  /** A command of a package that is run once in its folder: what generates code. */
  prepare?: string[];
  /** Statements before the cases. `HOST`, `PORT` and `URL` are those of the server, `sleep(ms)` waits. */
  load: string;
  /** By what they prove: the path of a row, then, after a space, the circumstance. */
  cases: Record<string, Case>;
}

export const ends = (run: string, means?: string): Case => ({ run, shows: 'ends', ...(means && { means }) });
export const waits = (run: string, means?: string): Case => ({ run, shows: 'waits', ...(means && { means }) });
/** `means`: what is shown, as a sentence without its full stop. */
export const shows = (means: string, run: string): Case => ({ run, shows: 'true', means });
