import { type Call, defineModel } from '../model.js';

const call: Call = { concept: 'external-call', access: 'write', medium: 'http', options: 1, timeouts: ['signal'], signal: 'signal' };
const client = { class: 'InferenceClient', construction: { options: 1, timeouts: ['signal'] } };

export default defineModel({
  package: '@huggingface/inference',
  versions: '>=2',
  checked: '4.13.30',
  docs: 'https://huggingface.co/docs/huggingface.js/inference/README',
  area: 'sdk',
  exports: { InferenceClient: client, HfInference: client },
  types: {
    InferenceClient: {
      members: {
        'chatCompletion|chatCompletionStream|textGeneration|textGenerationStream|featureExtraction|summarization|translation': call,
        'textToImage|textToSpeech|automaticSpeechRecognition|imageToText|zeroShotClassification|textClassification': call,
        endpoint: { returns: 'InferenceClient', inherits: true },
      },
    },
  },
  timeouts: { signal: { covers: 'call', unit: 'ms', default: null, call: 'signal', client: 'signal', signal: true } },
  retries: { default: 1, option: 'retry_on_error', kinds: '503, where a model is being loaded' },
});
