import { type Call, defineModel } from '../model.js';
import { listening } from '../parts/events.js';

const publish: Call = { concept: 'publish', medium: 'socket', options: 2 };
const connect: Call = { returns: 'Client', options: 'last', concept: 'connect' };

export default defineModel({
  package: 'mqtt',
  versions: '>=5',
  checked: '5.16.0',
  docs: 'https://github.com/mqttjs/MQTT.js#api',
  area: 'queue',
  exports: {
    default: { namespace: true },
    connect: { function: connect, construction: { options: 'last', timeouts: ['connect'] } },
    connectAsync: { function: connect, construction: { options: 'last', timeouts: ['connect'] } },
    MqttClient: { class: 'Client' },
  },
  types: {
    Client: {
      members: {
        'publish|publishAsync': publish,
        'subscribe|subscribeAsync|unsubscribe|unsubscribeAsync': { options: 1 },
        'end|endAsync': { concept: 'close' },
        'on|once': {
          ...listening(),
          events: { ...listening().events, message: { concept: 'consume', callbacks: [{ at: 'Argument[1]', role: 'consumer' }] } },
        },
      },
      lifecycle: { stage: 'client', close: '$.endAsync()', errorEvent: 'error' },
    },
  },
  timeouts: { connect: { covers: 'connect', unit: 'ms', default: 30_000, client: 'connectTimeout' } },
  retries: { default: 0, kinds: 'connects again for ever, every second' },
  notes: ['While there is no connection, messages are kept in memory and their promises wait without end.'],
});
