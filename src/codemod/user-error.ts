/** What the person at the terminal can put right: shown without a stack, exit code 2. */
export class UserError extends Error {
  override name = 'UserError';
}

/** The text of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
