import { defineModel } from '../model.js';
import { uploads } from '../parts/body.js';

export default defineModel({
  package: '@nestjs/core',
  aliases: ['@nestjs/platform-express', '@nestjs/platform-fastify'],
  versions: '>=8',
  checked: '12.5.1',
  docs: 'https://docs.nestjs.com/fundamentals/lifecycle-events',
  area: 'server',
  typedBy: ['@nestjs/platform-express@12.5.1', '@nestjs/platform-fastify@12.5.0', '@nestjs/common@12.5.1', 'reflect-metadata@0.2.2', 'rxjs@7.8.2'],
  exports: {
    NestFactory: { instance: 'NestFactory' },
    ModuleRef: { class: 'ModuleRef' },
    // Interceptors of `@nestjs/platform-express`.
    FileInterceptor: { function: { options: 1, bodyLimit: uploads } },
    FilesInterceptor: { function: { options: 'last', bodyLimit: uploads } },
    FileFieldsInterceptor: { function: { options: 1, bodyLimit: uploads } },
    AnyFilesInterceptor: { function: { options: 0, bodyLimit: uploads } },
    NestExpressApplication: { type: '@nestjs/common#INestApplication' },
    NestFastifyApplication: { type: '@nestjs/common#INestApplication' },
  },
  types: {
    NestFactory: {
      members: {
        create: { options: 'last', returns: '@nestjs/common#INestApplication' },
        createMicroservice: { options: 1, returns: '@nestjs/common#INestMicroservice' },
        createApplicationContext: { options: 1, returns: '@nestjs/common#INestApplicationContext' },
      },
    },
    ModuleRef: {
      members: { 'get|resolve|create': { instanceOf: 'Argument[0]' } },
    },
  },
});
