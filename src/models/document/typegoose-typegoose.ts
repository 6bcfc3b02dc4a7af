import { defineModel } from '../model.js';

export default defineModel({
  package: '@typegoose/typegoose',
  versions: '>=9',
  checked: '13.4.0',
  docs: 'https://typegoose.github.io/typegoose/docs/guides/quick-start-guide',
  area: 'document',
  typedBy: ['mongoose@9.12.1'],
  exports: {
    getModelForClass: { function: { returns: 'mongoose#Model' } },
    getDiscriminatorModelForClass: { function: { returns: 'mongoose#Model' } },
    addModelToTypegoose: { function: { returns: 'mongoose#Model' } },
    ReturnModelType: { type: 'mongoose#Model' },
    DocumentType: { type: 'mongoose#Document' },
    prop: { decorator: {} },
    modelOptions: { decorator: { marks: 'entity' } },
  },
  types: {},
});
