import { defineModel } from '../model.js';

export default defineModel({
  package: 'express-ws',
  versions: '>=3',
  checked: '5.0.2',
  docs: 'https://github.com/HenningM/express-ws#readme',
  area: 'server',
  typedBy: ['@types/express-ws@3.0.6'],
  exports: {
    default: { function: { returns: 'Instance' } },
  },
  types: {
    Instance: { properties: { app: 'Application' }, members: { 'applyTo|getWss': {} } },
    Application: { extends: 'express#Application', members: { ws: { returns: 'self' } } },
  },
  notes: ['The application that it gives is the one that it is given, with `ws`.'],
});
