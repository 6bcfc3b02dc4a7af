import type { Call, Construction, Export, LibraryModel, TypeModel } from './model.js';

/** Members as static members of a class: names joined by `|` one by one. */
export function asStatics(members: Record<string, Call>): Record<string, Call> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([names, call]) => names.split('|').map((name) => [name, call])),
  );
}

/** The model of an older version, whose calls couldn't be cancelled yet. `newOptions`: their options object came with the signal. */
export function withoutSignals(model: LibraryModel, { newOptions = false } = {}): LibraryModel {
  const { signal: _, ...timeouts } = model.timeouts ?? {};
  const plain = ({ signal, options, ...call }: Call): Call => ({
    ...call,
    ...(options !== undefined && !(newOptions && signal !== undefined) && { options }),
    ...(call.timeouts && { timeouts: call.timeouts.filter((id) => id !== 'signal') }),
  });
  return {
    ...model,
    exports: mapValues(model.exports, (entry): Export => ({
      ...entry,
      ...(entry.function && { function: plain(entry.function) }),
      ...(entry.statics && { statics: mapValues(entry.statics, plain) }),
    })),
    types: mapValues(model.types, ({ members, call, awaited, iterated, ...type }): TypeModel => ({
      ...type,
      ...(members && { members: mapValues(members, plain) }),
      ...(call && { call: plain(call) }),
      ...(awaited && { awaited: plain(awaited) }),
      ...(iterated && { iterated: plain(iterated) }),
    })),
    timeouts,
  };
}

/** The model of an older version, whose pool had no option for the lifetime of a connection yet. */
export function withoutLifetime(model: LibraryModel): LibraryModel {
  const plain = (construction: Construction): Construction => {
    const { lifetime: _, ...pool } = construction.pool ?? {};
    return { ...construction, ...(construction.pool && { pool }) };
  };
  const mapped = <T extends { construction?: Construction }>(entry: T): T => ({ ...entry, ...(entry.construction && { construction: plain(entry.construction) }) });
  return { ...model, exports: mapValues(model.exports, mapped), types: mapValues(model.types, mapped) };
}

function mapValues<T>(record: Record<string, T>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

/** The model of a newer version, in which exports and members of some names are gone. */
export function without(model: LibraryModel, names: { exports?: readonly string[]; members?: readonly string[]; properties?: readonly string[] }): LibraryModel {
  const kept = <T>(record: Record<string, T>, gone: ReadonlySet<string>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([keys, value]): [string, T][] => {
        const left = keys.split('|').filter((key) => !gone.has(key));
        return left.length > 0 ? [[left.join('|'), value]] : [];
      }),
    );
  const members = new Set(names.members);
  const properties = new Set(names.properties);
  return {
    ...model,
    exports: mapValues(kept(model.exports, new Set(names.exports)), (entry) =>
      entry.statics ? { ...entry, statics: kept(entry.statics, members) } : entry,
    ),
    types: mapValues(model.types, (type) => ({
      ...type,
      ...(type.members && { members: kept(type.members, members) }),
      ...(type.properties && { properties: kept(type.properties, properties) }),
    })),
  };
}
