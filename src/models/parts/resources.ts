import type { Call, TypeModel } from '../model.js';

/**
 * The types of an API client that is a tree of resources, `client.chat.completions.create(body, options)`: the client
 * itself under its name, and `Resource` for everything below it. `bounds` says how a call is bound in time.
 */
export function resourceTypes(name: string, bounds: Call, reads: string, writes: string, client: Record<string, Call> = {}): Record<string, TypeModel> {
  const call: Call = { concept: 'external-call', medium: 'http', options: 'last', failure: { as: 'error', status: 'status' }, ...bounds };
  return {
    [name]: { members: client, properties: { '*': 'Resource' }, construction: { options: 0 } },
    Resource: {
      members: { [reads]: { ...call, access: 'read' }, [writes]: { ...call, access: 'write' } },
      properties: { '*': 'Resource' },
    },
  };
}
