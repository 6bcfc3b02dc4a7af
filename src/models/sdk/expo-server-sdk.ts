import { type Call, defineModel } from '../model.js';

const send: Call = { concept: 'external-call', access: 'write', medium: 'http', bulk: true };
const client = {
  class: 'Expo',
  construction: { options: 0 },
  statics: { isExpoPushToken: {} },
};

export default defineModel({
  package: 'expo-server-sdk',
  versions: '>=3',
  checked: '6.1.0',
  docs: 'https://github.com/expo/expo-server-sdk-node#readme',
  area: 'sdk',
  exports: { default: { ...client, namespace: { Expo: client } }, Expo: client },
  types: {
    Expo: {
      members: {
        sendPushNotificationsAsync: send,
        getPushNotificationReceiptsAsync: { ...send, access: 'read' },
        'chunkPushNotifications|chunkPushNotificationReceiptIds': {},
      },
    },
  },
  notes: ['No call takes a limit: a dispatcher of undici for `httpAgent` has those of its own.'],
});
