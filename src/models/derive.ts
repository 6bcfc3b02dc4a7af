import type { Call, Export, LibraryModel, TypeModel } from './model.js';

/** Members as static members of a class: names joined by `|` one by one. */
export function asStatics(members: Record<string, Call>): Record<string, Call> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([names, call]) => names.split('|').map((name) => [name, call])),
  );
}

/** The model of an older version, whose calls couldn't be cancelled yet. */
export function withoutSignals(model: LibraryModel): LibraryModel {
  const { signal: _, ...timeouts } = model.timeouts ?? {};
  return {
    ...model,
    exports: mapValues(model.exports, uncancellableExport),
    types: mapValues(model.types, uncancellableType),
    timeouts,
  };
}

function uncancellableExport(entry: Export): Export {
  return {
    ...entry,
    ...(entry.function && { function: uncancellable(entry.function) }),
    ...(entry.statics && { statics: mapValues(entry.statics, uncancellable) }),
  };
}

function uncancellableType(type: TypeModel): TypeModel {
  const { members, call, awaited, iterated } = type;
  return {
    ...type,
    ...(members && { members: mapValues(members, uncancellable) }),
    ...(call && { call: uncancellable(call) }),
    ...(awaited && { awaited: uncancellable(awaited) }),
    ...(iterated && { iterated: uncancellable(iterated) }),
  };
}

function uncancellable({ signal: _, ...call }: Call): Call {
  return call.timeouts ? { ...call, timeouts: call.timeouts.filter((id) => id !== 'signal') } : call;
}

function mapValues<T>(record: Record<string, T>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** The model of a newer version, in which exports and members of some names are gone. */
export function without(model: LibraryModel, names: { exports: readonly string[]; members: readonly string[] }): LibraryModel {
  const kept = <T>(record: Record<string, T>, gone: ReadonlySet<string>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([keys, value]): [string, T][] => {
        const left = keys.split('|').filter((key) => !gone.has(key));
        return left.length > 0 ? [[left.join('|'), value]] : [];
      }),
    );
  const members = new Set(names.members);
  return {
    ...model,
    exports: mapValues(kept(model.exports, new Set(names.exports)), (entry) =>
      entry.statics ? { ...entry, statics: kept(entry.statics, members) } : entry,
    ),
    types: mapValues(model.types, (type) => (type.members ? { ...type, members: kept(type.members, members) } : type)),
  };
}
