import { LIMITERS, type Limiter } from '../../models/limiters.js';
import type { Module } from '../project/module.js';
import type { Project } from '../project/project.js';

/** The limiter that the package of a file depends on; where it has none, the one to add. */
export function limiterFor({ resolver }: Project, { path }: Module): Limiter {
  return LIMITERS.find((limiter) => resolver.versionOf(path, limiter.package) !== null) ?? LIMITERS[0];
}
