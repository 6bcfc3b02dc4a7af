export async function request(url: string, options: { timeout?: number } = {}): Promise<string> {
  return `${url} within ${options.timeout ?? Infinity} ms`;
}
