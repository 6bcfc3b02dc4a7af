import { defineModel } from '../model.js';
import express from './express.js';

const { answersRejections: _, ...response } = express.types['Response']!;

/** Version 4 leaves a rejected handler unhandled, which ends the process where nobody listens for that. */
export default defineModel({
  ...express,
  versions: '>=4 <5',
  checked: '4.22.3',
  typedBy: ['@types/express@4.17.25'],
  types: { ...express.types, Response: response },
});
