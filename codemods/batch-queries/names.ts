/** `order_items` -> `orderItems`, or `OrderItems`. */
export function camelCase(name: string, upper = false): string {
  const camel = name.replace(/[^A-Za-z0-9]+([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()).replace(/[^A-Za-z0-9]/g, '');
  const first = upper ? camel.charAt(0).toUpperCase() : camel.charAt(0).toLowerCase();
  return first + camel.slice(1);
}

/** `user` -> `users`, `category` -> `categories`, `address` -> `addresses`. */
export function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** The first of some names that is free; numbers only where none is. */
export function freeOf(name: (wanted: string) => string, wanted: readonly string[]): string {
  for (const candidate of wanted) {
    const given = name(candidate);
    if (given === candidate) return given;
  }
  return name(wanted[0]!);
}
