import ts from 'typescript';

/** Whether something is there; `open` where the declarations say nothing: `any`, an index signature. */
export type Presence = 'yes' | 'no' | 'open';

/** Conditional types may lie inside each other, so deep. */
const MAX_BRANCHES = 6;

/** Questions about types, with what is optional, awaited, generic or a union looked through. */
export function createShapes(checker: ts.TypeChecker) {
  function isOpen(type: ts.Type): boolean {
    return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Conditional | ts.TypeFlags.TypeParameter | ts.TypeFlags.IndexedAccess)) !== 0;
  }

  /** The types that a value may have; of a conditional one what its branches allow. */
  function parts(type: ts.Type, depth = 0): ts.Type[] {
    // What depends on a type parameter stands for what that allows; asked first, as without null it is another type.
    if (type.flags & (ts.TypeFlags.TypeParameter | ts.TypeFlags.Conditional)) {
      const constraint = checker.getBaseConstraintOfType(type);
      const says = constraint && constraint !== type && !(constraint.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never | ts.TypeFlags.Conditional));
      const branches = depth < MAX_BRANCHES ? branchesOf(type) : [];
      if (says || branches.length > 0) return [...(says ? [constraint] : []), ...branches].flatMap((part) => parts(part, depth + 1));
      return [type];
    }
    const plain = checker.getNonNullableType(type);
    return plain.isUnion() ? plain.types.flatMap((part) => parts(part, depth + 1)) : [checker.getApparentType(plain)];
  }

  /** What a conditional type may turn out to be. */
  function branchesOf(type: ts.Type): ts.Type[] {
    if (!(type.flags & ts.TypeFlags.Conditional)) return [];
    const { resolvedTrueType, resolvedFalseType } = type as ts.ConditionalType;
    return [resolvedTrueType, resolvedFalseType].flatMap((branch) => (branch && !(branch.flags & ts.TypeFlags.Never) ? [branch] : []));
  }

  function property(type: ts.Type, name: string): ts.Type[] {
    return parts(type).flatMap((part) => {
      if (isOpen(part)) return [part];
      const symbol = checker.getPropertyOfType(part, name);
      if (symbol) return [checker.getTypeOfSymbol(symbol)];
      const index = checker.getIndexInfoOfType(part, ts.IndexKind.String)?.type;
      return index ? [index] : [];
    });
  }

  function propertyPresence(type: ts.Type, name: string): Presence {
    const all = parts(type);
    if (all.some((part) => !isOpen(part) && checker.getPropertyOfType(part, name))) return 'yes';
    return all.some((part) => isOpen(part) || checker.getIndexInfoOfType(part, ts.IndexKind.String)) ? 'open' : 'no';
  }

  function pathPresence(type: ts.Type, path: readonly string[]): Presence {
    const [name, ...rest] = path;
    if (name === undefined) return 'yes';
    if (parts(type).some(isOpen)) return 'open';
    const next = name === '*' ? values(type) : property(type, name);
    const presence = name === '*' ? (next.length > 0 ? 'yes' : 'open') : propertyPresence(type, name);
    if (presence !== 'yes' || rest.length === 0) return presence;
    return best(next.map((item) => pathPresence(item, rest)));
  }

  /** The types of everything that an object or a list holds. */
  function values(type: ts.Type): ts.Type[] {
    return parts(type).flatMap((part) => {
      const [index] = checker.getIndexInfosOfType(part);
      if (index) return [index.type];
      return checker.getPropertiesOfType(part).map((symbol) => checker.getTypeOfSymbol(symbol));
    });
  }

  function signatures(type: ts.Type, kind: ts.SignatureKind): readonly ts.Signature[] {
    return parts(type).flatMap((part) => checker.getSignaturesOfType(part, kind));
  }

  /** The types that an argument may have, over all signatures. `last`: of every parameter, as callbacks may follow. */
  function argument(list: readonly ts.Signature[], index: number | 'last' | 'rest'): ts.Type[] {
    return list.flatMap((signature) => {
      const types = signature.getParameters().map((parameter) => checker.getTypeOfSymbol(parameter));
      const declaration = signature.getDeclaration() as ts.SignatureDeclaration | undefined;
      const isRest = declaration?.parameters.at(-1)?.dotDotDotToken !== undefined;
      const restTypes = isRest && types.length > 0 ? values(types.at(-1)!) : [];
      const fixed = isRest ? types.slice(0, -1) : types;
      if (index === 'last' || index === 'rest') return [...fixed, ...restTypes];
      const type = fixed[index];
      return type ? [type] : restTypes;
    });
  }

  /** What a call gives, awaited and as it is. */
  function returned(list: readonly ts.Signature[]): ts.Type[] {
    return list.flatMap((signature) => {
      const type = checker.getReturnTypeOfSignature(signature);
      const awaited = checker.getAwaitedType(type);
      return awaited && awaited !== type ? [awaited, type] : [type];
    });
  }

  function best(found: Presence[]): Presence {
    return found.includes('yes') ? 'yes' : found.includes('open') ? 'open' : 'no';
  }

  return { isOpen, parts, property, propertyPresence, pathPresence, values, signatures, argument, returned, best };
}

export type Shapes = ReturnType<typeof createShapes>;
