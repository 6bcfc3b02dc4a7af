import { callsOf } from '../calls.js';
import { isHot } from '../control/hot.js';
import { modulesMentioning } from '../lifecycle/application.js';
import type { Project } from '../project/project.js';
import type { Server } from './server.js';

/** Text of log calls, whatever the logger. */
const LOGS = /\.(?:error|warn|info|log|fatal|debug)\(/;

/** Whether requests of an application write log lines. */
export function logsRequests(project: Project, server: Server): boolean {
  return modulesMentioning(project, server.module, LOGS).modules.some((module) =>
    callsOf(project, module).some((call) => call.call.concept === 'log' && isHot(project, call.node)),
  );
}
