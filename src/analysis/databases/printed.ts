import type { Node } from '../project/ast.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';
import { evaluate } from '../values/evaluate.js';
import { alternatives, type Value } from '../values/value.js';
import { databaseClients, lookUpInClient, type DatabaseClient } from './clients.js';

/** A database client that writes the values of its statements to the log. */
export interface PrintedValues {
  client: DatabaseClient;
  /** The option that makes it do so, and where it is. */
  option: string;
  node: Node;
}

/** The database clients of a module that surely print values: an option that depends on anything is the developer's choice. */
export function printedValues(project: Project, module: Module): PrintedValues[] {
  return databaseClients(project, module).flatMap((client) => {
    for (const { at, is } of client.construction.printsValues ?? []) {
      const found = lookUpInClient(project, client, at);
      if (found.state === 'present' && isOn(project, found.value, is)) return [{ client, option: at, node: found.node }];
    }
    return [];
  });
}

function isOn(project: Project, value: Value, is: readonly (boolean | string)[]): boolean {
  return alternatives(value).every((item) => {
    if (item.kind === 'literal') return is.includes(item.value as boolean | string);
    if (item.kind !== 'array') return false;
    return item.node.elements.some((element) => {
      const given = element && element.type !== 'SpreadElement' ? evaluate(project, element) : null;
      return given?.kind === 'literal' && is.includes(given.value as string);
    });
  });
}
