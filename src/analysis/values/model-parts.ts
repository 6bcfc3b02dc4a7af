/** Whether an object of a model, or one somewhere inside it, is meant: a call stands in many places of a model. */
export function holds(part: object, isMeant: (object: Readonly<Record<string, unknown>>) => boolean): boolean {
  if (!Array.isArray(part) && isMeant(part as Record<string, unknown>)) return true;
  for (const value of Object.values(part)) if (typeof value === 'object' && value !== null && holds(value as object, isMeant)) return true;
  return false;
}
