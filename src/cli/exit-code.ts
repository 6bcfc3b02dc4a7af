/** What the command ends with: 1 where there is something to do, 2 where something went wrong. */
export const ExitCode = { fine: 0, found: 1, failure: 2 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
