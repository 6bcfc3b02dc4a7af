import type { Guard } from './model.js';

/** Packages without a model of their own of which all that matters is that an application that uses them has a guard. */
export const GUARD_PACKAGES: Record<Guard, readonly string[]> = {
  'body-limit': ['raw-body', 'content-length-validator'],
  'rate-limit': [
    ...['express-rate-limit', 'express-slow-down', 'express-brute', 'rate-limiter-flexible', 'rate-limit-redis', 'ratelimiter', 'limiter'],
    ...['@fastify/rate-limit', 'fastify-rate-limit', '@fastify/under-pressure', 'koa-ratelimit', 'koa2-ratelimit', 'hono-rate-limiter'],
    ...['@nestjs/throttler', 'nestjs-rate-limiter', '@upstash/ratelimit', '@unkey/ratelimit', '@vercel/firewall', 'graphql-rate-limit'],
    ...['@arcjet/node', '@arcjet/next', '@arcjet/nest', '@arcjet/fastify', '@arcjet/hono', 'overload-protection', 'toobusy-js'],
  ],
  'request-timeout': ['connect-timeout', 'express-timeout-handler', 'timeout-callback', 'koa-timeout-v2', 'express-timeout'],
  'request-id': [
    ...['express-request-id', 'express-requestid', 'express-correlation-id', 'express-http-context', 'koa-requestid', 'koa-correlation-id'],
    ...['cls-rtracer', 'cls-hooked', 'nestjs-cls', '@fastify/request-context', '@eropple/nestjs-correlation-id', '@hono/otel'],
    ...['@opentelemetry/sdk-node', '@opentelemetry/sdk-trace-node', '@opentelemetry/auto-instrumentations-node', '@vercel/otel'],
    ...['dd-trace', 'newrelic', 'elastic-apm-node', '@google-cloud/trace-agent', 'aws-xray-sdk', 'applicationinsights', 'evlog'],
  ],
};

/** What stands in front of a service and the guards that it is there for, where `settings.resilience.providedBy` names it. */
export const INFRASTRUCTURE: Record<string, readonly Guard[]> = {
  nginx: ['body-limit', 'rate-limit', 'request-timeout', 'request-id'],
  'api-gateway': ['body-limit', 'rate-limit', 'request-timeout', 'request-id'],
  cloudflare: ['body-limit', 'rate-limit', 'request-timeout', 'request-id'],
  envoy: ['body-limit', 'rate-limit', 'request-timeout', 'request-id'],
  istio: ['rate-limit', 'request-timeout', 'request-id'],
  kong: ['body-limit', 'rate-limit', 'request-timeout', 'request-id'],
  traefik: ['body-limit', 'rate-limit', 'request-timeout'],
  caddy: ['body-limit', 'rate-limit', 'request-timeout'],
  waf: ['body-limit', 'rate-limit'],
};
