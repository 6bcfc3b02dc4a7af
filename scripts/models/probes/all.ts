import type { LibraryModel } from '../../../src/models/model.js';
import { probesOfCall } from './call-probe.js';
import { HELPER_PROBES } from './helpers.js';
import { HTTP_PROBES } from './http.js';
import { JOB_PROBES } from './jobs.js';
import { LOGGER_PROBES, type LoggerProbe } from './loggers.js';
import { POSTGRES_PROBES } from './postgres.js';
import type { Probe } from './probe.js';
import { SDK_PROBES } from './sdks.js';
import { SERVING_PROBES } from './serving.js';
import { SOCKET_PROBES } from './sockets.js';
import { STORE_PROBES } from './stores.js';
import { IGNORED_PROBES, VENDOR_PROBES } from './vendors.js';

/** The model that a probe is of: the one whose versions it names, or else the newest. */
export function modelOf({ package: name, versions }: Pick<Probe, 'package' | 'versions'>, models: readonly LibraryModel[]): LibraryModel {
  const model = models.find((item) => item.package === name && (versions === undefined || item.versions === versions));
  if (!model) throw new Error(`There is no model of ${name} ${versions ?? ''}.`);
  return model;
}

/** Every probe that runs calls, with its model. */
export function callProbes(models: readonly LibraryModel[]): [Probe, LibraryModel][] {
  const calls = [...HTTP_PROBES, ...SDK_PROBES, ...VENDOR_PROBES, ...SOCKET_PROBES].flatMap((call) => probesOfCall(call, modelOf(call, models)));
  return [...calls, ...IGNORED_PROBES, ...POSTGRES_PROBES, ...STORE_PROBES, ...JOB_PROBES, ...HELPER_PROBES, ...SERVING_PROBES].map((probe) => [probe, modelOf(probe, models)]);
}

/** Every probe of a logger, with its model and the one whose shapes it has. */
export function loggerProbes(models: readonly LibraryModel[]): [LoggerProbe, LibraryModel, LibraryModel][] {
  return LOGGER_PROBES.map((probe) => [probe, modelOf(probe, models), modelOf(probe.shapeOf ? { package: probe.shapeOf } : probe, models)]);
}
